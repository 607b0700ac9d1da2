"""Which column of a workbook is which: headings vary from area to area."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from thinking_together.baseline.workbook import COLUMNS, HEADINGS

_EXACT = {_name: field for field, heading, aliases, _ in COLUMNS for _name in (heading.lower().rstrip("?"), *aliases)}


@dataclass(frozen=True, slots=True)
class Unsure:
    """A heading that cannot be placed by itself, and what to do about it."""

    heading: str
    what: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Layout:
    """``places``: column index of each field found. ``extra``: columns of the area's own. ``unsure``: to be asked."""

    places: dict[str, int]
    extra: tuple[tuple[int, str], ...]
    unsure: tuple[Unsure, ...]

    @property
    def is_header(self) -> bool:
        """Whether the line is a header at all: it must name the recommendation and its reference."""
        return "number" in self.places and "label" in self.places


def meanings(heading: str) -> tuple[str, ...]:
    """The fields a heading may mean: one where it is known or hinted at by one word, several where unsure."""
    words = re.sub(r"[^a-z0-9]+", " ", heading.lower()).strip()
    if words in _EXACT:
        return (_EXACT[words],)
    have = set(words.split())
    return tuple(field for field, _, _, hints in COLUMNS if have.intersection(hints))


def layout(cells: Sequence[str]) -> Layout:
    """What each cell of a possible header line means."""
    places: dict[str, int] = {}
    extra: list[tuple[int, str]] = []
    unsure: list[Unsure] = []
    for index, cell in enumerate(cells):
        heading = " ".join(cell.split())
        fields = meanings(heading)
        if not heading:
            continue
        if not fields and any(heading == known for _, known in extra):
            unsure.append(Unsure(heading, "the heading stands twice", "Rename one of the two."))
        elif not fields:
            extra.append((index, heading))
        elif len(fields) > 1:
            named = " or ".join(f"'{HEADINGS[field]}'" for field in fields)
            unsure.append(Unsure(heading, f"the heading may mean {named}", "Rename it to the one that is meant."))
        elif fields[0] in places:
            what = f"two headings mean '{HEADINGS[fields[0]]}'"
            unsure.append(Unsure(heading, what, "Rename the one that holds something else, or take it out."))
        else:
            places[fields[0]] = index
    return Layout(places, tuple(extra), tuple(unsure))
