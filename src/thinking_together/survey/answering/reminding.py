"""What a reminder to the network says. It goes to everybody, since nobody knows who has answered."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings

from thinking_together.programmes.models import Programme
from thinking_together.survey.answering.links import open_to_anybody
from thinking_together.survey.answering.opening import current

TITLE = "A reminder: five minutes for a survey"


@dataclass(frozen=True, slots=True)
class Reminder:
    """``words`` are Markdown."""

    title: str
    words: str


def reminder(programme: Programme) -> Reminder | None:
    """Nothing where no survey is open to everybody: the list of invited people has reminders of its own."""
    address, collection = open_to_anybody(programme), current(programme)
    if not address or collection is None:
        return None
    until = f" It is open until {collection.closes:%-d %B %Y}." if collection.closes else ""
    return Reminder(
        TITLE,
        "Our survey of the workforce is open. **If you have answered, thank you: there is nothing more to do.** Nobody "
        "knows who has answered, so this goes to everybody.\n\n"
        f"[Answer the survey]({settings.SITE_ADDRESS}{address})\n\n"
        f"It takes at most five minutes.{until} It is anonymous, and your employer never sees what you answer.",
    )
