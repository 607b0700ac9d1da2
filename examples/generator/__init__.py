"""Makes the example programme: an invented place, invented agencies and invented data.

It draws answers, notes, ratings and records from distributions; the findings are the system's to compute. Nothing
but this package reads this package, and each claim can be switched off to see that its check then fails.
"""
