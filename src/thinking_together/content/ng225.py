"""NG225, the NICE guideline on self-harm, as a frame: sections and numbers with labels in our own words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from thinking_together.content.checked import ContentError, read_checked, written_day

NG225 = Path(__file__).parent / "ng225.yaml"
NUMBER = re.compile(r"1\.[0-9]{1,2}\.[0-9]{1,3}\Z")


@dataclass(frozen=True, slots=True)
class GuidelineRecommendation:
    number: str
    label: str


@dataclass(frozen=True, slots=True)
class GuidelineSection:
    """A section. ``complete`` says whether all of its recommendations stand here."""

    number: str
    label: str
    complete: bool
    recommendations: tuple[GuidelineRecommendation, ...]


@dataclass(frozen=True, slots=True)
class Guideline:
    """One edition of the guideline."""

    code: str
    edition: date
    link: str
    sections: tuple[GuidelineSection, ...]

    def section(self, number: str) -> GuidelineSection | None:
        return next((section for section in self.sections if section.number == number), None)


def section_of(number: str) -> str:
    """The section a recommendation stands in: ``1.14`` for ``1.14.1``."""
    return number.rpartition(".")[0]


def read_ng225(path: Path = NG225) -> Guideline:
    """The guideline of a file, checked; ``ContentError`` with the place and what is wrong there."""
    document = read_checked(path)
    try:
        sections = tuple(_section(path, section) for section in document["sections"])
        edition = written_day(path, "edition", document["edition"])
        guideline = Guideline(document["guideline"], edition, document["link"], sections)
    except (KeyError, TypeError, AttributeError) as error:
        raise ContentError(f"{path.name}: a key is missing or of the wrong kind: {error}.") from error
    numbers = [section.number for section in guideline.sections]
    if len(set(numbers)) != len(numbers):
        raise ContentError(f"{path.name}: sections: a number stands twice. Keep one.")
    return guideline


def _section(path: Path, document: dict[str, Any]) -> GuidelineSection:
    number = document["number"]
    recommendations = document.get("recommendations", {})
    for known in recommendations:
        if not isinstance(known, str) or not NUMBER.match(known) or section_of(known) != number:
            raise ContentError(f"{path.name}: {number}: '{known}' is no recommendation of this section.")
    if document["complete"] and not recommendations:
        raise ContentError(f"{path.name}: {number}: it is complete but has no recommendations.")
    pairs = tuple(GuidelineRecommendation(code, label) for code, label in recommendations.items())
    return GuidelineSection(number, document["label"], document["complete"], pairs)


@cache
def shipped_ng225() -> Guideline:
    """The shipped edition, read once."""
    return read_ng225()
