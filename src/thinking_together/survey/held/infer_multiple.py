"""Whether a column holds several choices in one cell, and which separators are real.

A semicolon or a bar between choices is seldom anything else. A comma is: it also stands inside the wording of a
choice ("Books, leaflets") and in every second sentence. So a comma counts only where the parts are few, come back
often and in different company, and fragments that belong to one wording are joined again.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

_SEPARATORS = ((";", re.compile(r"\s*;\s*")), ("|", re.compile(r"\s*\|\s*")), (", ", re.compile(r",\s+|,(?=\S)")))
_MOST_LABELS = 60
_LONGEST_LABEL = 120


@dataclass(frozen=True, slots=True)
class Several:
    """Choices found: commonest first; ``joined`` hold a separator; ``rare`` counts entries outside the list."""

    separator: str
    labels: tuple[str, ...]
    joined: tuple[str, ...]
    rare: int


def several_choices(given: Sequence[str]) -> Several | None:
    """The choices of a column that holds several a cell, or ``None``."""
    for separator, pattern in _SEPARATORS:
        cells = [[part for part in pattern.split(cell) if part] for cell in given]
        if sum(len(parts) > 1 for parts in cells) >= 2:
            found = _judge(separator, cells)
            if found is not None:
                return found
    return None


def _judge(separator: str, cells: list[list[str]]) -> Several | None:
    comma = separator == ", "
    if comma:
        cells = _join_fragments(cells)
    counts = Counter(part for parts in cells for part in set(parts))
    kept = [label for label, times in counts.most_common() if times > 1]
    total = sum(counts.values())
    covered = sum(counts[label] for label in kept)
    if len(kept) < 2 or len(kept) > _MOST_LABELS or max(map(len, kept)) > _LONGEST_LABEL:
        return None
    if covered < 0.8 * total or covered < 2.5 * len(kept) or not any(len(parts) > 1 for parts in cells):
        return None
    if not _in_varied_company(cells) or (comma and not _freely_combined(cells, len(kept))):
        return None
    joined = tuple(label for label in kept if separator.strip() in label)
    return Several(separator, tuple(kept), joined, total - covered)


def _in_varied_company(cells: list[list[str]]) -> bool:
    """Some part stands in two different cells; otherwise every cell is one wording with a mark inside."""
    combinations = {tuple(parts) for parts in cells}
    seen = Counter(part for parts in combinations for part in set(parts))
    return any(times > 1 for times in seen.values())


def _freely_combined(cells: list[list[str]], labels: int) -> bool:
    """Several were ticked if cells differ in how many they hold and there are more combinations than parts."""
    sizes = {len(parts) for parts in cells}
    combinations = {tuple(parts) for parts in cells}
    return len(sizes) > 1 and len(combinations) > labels


def _join_fragments(cells: list[list[str]]) -> list[list[str]]:
    """Joins neighbours that are one wording, until none are left."""
    for _ in range(6):
        pairs = _one_wording(cells)
        if not pairs:
            return cells
        cells = [_joined(parts, pairs) for parts in cells]
    return cells


def _one_wording(cells: list[list[str]]) -> frozenset[tuple[str, str]]:
    """Neighbours of which the second begins with a small letter and never leads a cell, or that never part."""
    counts = Counter(part for parts in cells for part in parts)
    beside = Counter(pair for parts in cells for pair in pairwise(parts))
    capitals = sum(times for part, times in counts.items() if part[:1].isupper())
    small_is_odd = capitals >= 0.5 * sum(counts.values())
    leads = {parts[0] for parts in cells if parts}
    out = set()
    for (first, second), times in beside.items():
        tail = small_is_odd and second[:1].islower() and second not in leads
        never_part = counts[first] == counts[second] == times and times >= 3 and len(counts) > 2
        if tail or never_part:
            out.add((first, second))
    return frozenset(out)


def _joined(parts: list[str], pairs: frozenset[tuple[str, str]]) -> list[str]:
    out: list[str] = []
    last = ""
    for part in parts:
        if out and (last, part) in pairs:
            out[-1] = f"{out[-1]}, {part}"
        else:
            out.append(part)
        last = part
    return out


def split_choices(text: str, separator: str, known: Callable[[str], bool]) -> list[str]:
    """The choices in one cell. Neighbouring fragments are one choice where only together they are known.

    The longest known run of fragments wins, so that a separator inside the wording of a choice does no harm.
    """
    pattern = next(pattern for mark, pattern in _SEPARATORS if mark.strip() == separator)
    parts = [part for part in pattern.split(text.strip()) if part]
    out: list[str] = []
    at = 0
    while at < len(parts):
        ends = range(len(parts), at, -1)
        runs = ((end, f"{separator} ".join(parts[at:end])) for end in ends)
        end, run = next(((end, run) for end, run in runs if known(run)), (at + 1, parts[at]))
        out.append(run)
        at = end
    return out
