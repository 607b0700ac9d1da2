"""NG225, the NICE guideline on self-harm, as a frame: sections and numbers with labels in our own words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

NG225 = Path(__file__).parent / "ng225.yaml"
NUMBER = re.compile(r"1\.[0-9]{1,2}\.[0-9]{1,3}\Z")


class GuidelineError(ValueError):
    """The file of the guideline does not say what it must; the message names the file and the place."""


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
    """The guideline of a file, checked; ``GuidelineError`` with the place and what is wrong there."""
    try:
        document = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise GuidelineError(f"{path.name}: not readable as YAML in UTF-8: {error}") from error
    try:
        sections = tuple(_section(path, section) for section in document["sections"])
        guideline = Guideline(document["guideline"], document["edition"], document["link"], sections)
    except (KeyError, TypeError, AttributeError) as error:
        raise GuidelineError(f"{path.name}: a key is missing or of the wrong kind: {error}.") from error
    numbers = [section.number for section in guideline.sections]
    if len(set(numbers)) != len(numbers):
        raise GuidelineError(f"{path.name}: sections: a number stands twice. Keep one.")
    return guideline


def _section(path: Path, document: dict[str, Any]) -> GuidelineSection:
    number = document["number"]
    recommendations = document.get("recommendations", {})
    for known in recommendations:
        if not isinstance(known, str) or not NUMBER.match(known) or section_of(known) != number:
            raise GuidelineError(f"{path.name}: {number}: '{known}' is no recommendation of this section.")
    if document["complete"] and not recommendations:
        raise GuidelineError(f"{path.name}: {number}: it is complete but has no recommendations.")
    pairs = tuple(GuidelineRecommendation(code, label) for code, label in recommendations.items())
    return GuidelineSection(number, document["label"], document["complete"], pairs)


@cache
def shipped_ng225() -> Guideline:
    """The shipped edition, read once."""
    return read_ng225()
