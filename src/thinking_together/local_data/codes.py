"""How ages, sexes, categories and areas of a download are spelt in an evidence reference."""

from __future__ import annotations

import re
from dataclasses import dataclass

from thinking_together.local_data.observation import Observation

NOT_STATED = "not_stated"
WHOLE = "whole"
PERSONS = "persons"
ALL_AGES = "all"
_BAND = re.compile(r"(\d{1,3}) ?- ?(\d{1,3})")
_UNDER = re.compile(r"< ?(\d{1,3})|under (\d{1,3})")
_OVER = re.compile(r"(\d{1,3}) ?\+")
_NATIONAL = re.compile(r"[A-Z]92\d{6}|K0\d{7}")


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where a figure stands among all figures, in the codes of a reference."""

    indicator: str
    area: str
    sex: str
    age: str
    category: str
    period: str


def place_of(observation: Observation) -> Place:
    return Place(
        observation.indicator,
        observation.area,
        sex_code(observation.sex),
        age_code(observation.age),
        category_code(observation.category_type, observation.category),
        observation.period,
    )


def is_national(area: str) -> bool:
    """Whether an ONS code is that of a country or of the United Kingdom (``X92`` for an invented one)."""
    return bool(_NATIONAL.fullmatch(area))


def sex_code(text: str) -> str:
    return slug(text) or NOT_STATED


def age_code(text: str) -> str:
    """``10-24`` for "10-24 yrs", ``all`` for "All ages", ``under_18`` for "<18 yrs", ``65_and_over`` for "65+ yrs"."""
    bare = re.sub(r" ?(yrs|years)( old)?$", "", text.strip().lower())
    if bare in ("all ages", "all"):
        return ALL_AGES
    if found := _BAND.fullmatch(bare):
        return f"{found.group(1)}-{found.group(2)}"
    if found := _UNDER.fullmatch(bare):
        return f"under_{found.group(1) or found.group(2)}"
    if found := _OVER.fullmatch(bare):
        return f"{found.group(1)}_and_over"
    return slug(bare) or NOT_STATED


def age_label(text: str) -> str:
    """``10-24 yrs`` as readers see it: "10–24"."""
    code = age_code(text)
    if band_of(code):
        return code.replace("-", "–")
    if _UNDER.fullmatch(code.replace("_", " ")) or code.endswith("_and_over"):
        return code.replace("_", " ")
    return {ALL_AGES: "All ages", NOT_STATED: "Age not stated"}.get(code, text)


def category_code(kind: str, category: str) -> str:
    """A decile of one kind of area is not that of another, so the code tells both."""
    if not kind and not category:
        return WHOLE
    return ".".join(filter(None, (slug(kind), slug(category))))


def band_of(age: str) -> tuple[int, int] | None:
    """First and last year of an age code, or ``None`` where it is no closed band."""
    found = re.fullmatch(r"(\d+)-(\d+)", age)
    return (int(found.group(1)), int(found.group(2))) if found else None


def slug(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "_", text.lower()).strip("_")
