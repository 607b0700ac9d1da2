"""Who meets whom: people placed in the groups of the reflective sessions. No web, no database.

In: an ``Instance`` (people with the times they offered, sessions, rules, places that are locked). Out: a ``Solution``
(a ``Plan``, a proven bound), what breaks a rule in any plan, made by hand or not, and what would let more take part.
It imports nothing of this house but ``analysis``.
"""
