"""The baseline's files and their columns."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from thinking_together.baseline.models import RatingChoice
from thinking_together.core.tabular import Code, CsvFile, column
from thinking_together.programmes.parts import OtherFile

_RATINGS = tuple(RatingChoice.values)


@dataclass(frozen=True, slots=True)
class RatingRow:
    recommendation: Code = column("Number of the recommendation, such as 1.14.1", refers="recommendation")
    agency: Code = column("The agency that answers for itself", refers="partner")
    rating: Code = column("How far it meets the recommendation", choices=_RATINGS)
    comment: str = column("What it says about it; can be coded", default="")


@dataclass(frozen=True, slots=True)
class AgreedRow:
    recommendation: Code = column("Number of the recommendation", refers="recommendation", unique=True)
    rating: Code = column("What the group agreed", choices=_RATINGS)
    disagreement: str = column("Where agencies saw it differently", default="")
    agreed_on: Code | None = column("The meeting at which it was agreed", refers="gathering", default=None)


@dataclass(frozen=True, slots=True)
class SignOffRow:
    agency: Code = column("An agency that lets its own ratings be shown", refers="partner", unique=True)
    by: str = column("Who signed, by role", longest=120)
    on: date = column("When")


@dataclass(frozen=True, slots=True)
class ActionRow:
    recommendation: Code = column("Number of the recommendation", refers="recommendation")
    action: str = column("What will be done")
    owner: Code | None = column("The agency that does it; empty when nobody yet", refers="partner", default=None)
    due: date | None = column("By when", default=None)


WORKBOOK = OtherFile(
    "baseline/baseline.xlsx",
    "The baseline assessment in NICE's layout: one line a recommendation. Headings may vary; columns of your own are "
    "kept. Formulas are read as text.",
)
RATINGS = CsvFile("baseline/ratings.csv", RatingRow, "Each agency's own ratings.")
AGREED = CsvFile("baseline/agreed.csv", AgreedRow, "The ratings the group agreed, with disagreement kept.")
SIGNOFF = CsvFile("baseline/signoff.csv", SignOffRow, "Agencies whose ratings may be shown outside the group.")
ACTIONS = CsvFile("baseline/actions.csv", ActionRow, "What the group decided to do.")
MINUTES_FOLDER = "baseline/minutes"
MINUTES = OtherFile(
    f"{MINUTES_FOLDER}/*.md",
    "Minutes of the meeting the file is named after: `# title`, `## recommendation or topic: words`, and below each "
    "list items `- agency: text` or `- group: text`. Lines that go on are indented by two spaces.",
)
