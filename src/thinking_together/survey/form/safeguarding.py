"""What stands beside every open question, in the pages and in every form made from a questionnaire.

Nobody writes or removes it: whoever answers has to learn, where they might tell of a child, that nobody reads it now.
"""

from __future__ import annotations

LINE = (
    "Answers are not read at once and cannot be acted on as a report. If you are worried about a child or young "
    "person, follow your safeguarding procedure now. If somebody is in immediate danger, call 999."
)


def safeguarding_line(front_door: str = "") -> str:
    """The line, with the number of the local front door where it is known."""
    return f"{LINE} The local front door for children's services is {front_door}." if front_door else LINE
