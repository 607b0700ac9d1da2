"""Counts of an item's answers by group, in one pass."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from thinking_together.survey.snapshot import NOT_ASKED, SKIPPED, Codes, Snapshot

Whole = NDArray[np.int64]


@dataclass(frozen=True)
class Split:
    """How responses are parted into groups.

    ``values`` are (code, label) of each group; ``group[r]`` is the place of response ``r``'s group, or
    ``len(values)`` where it has none. ``put[r]``: the question that parts people was put to response ``r``
    (``None``: to everybody).
    """

    name: str
    label: str
    values: tuple[tuple[str, str], ...]
    group: Codes
    put: NDArray[np.bool_] | None = None

    @property
    def size(self) -> int:
        """The number of groups, with the one of responses that belong to none."""
        return len(self.values) + 1


@dataclass(frozen=True)
class Counted:
    """``counts[g, o]`` people of group ``g`` who chose option ``o``; the last group has no name.

    ``answered[g]`` gave any answer, ``asked[g]`` were asked (answered or skipped); the item was meant for
    ``addressed[g]`` of all ``people[g]``, though for some it may not have applied.
    """

    counts: Whole
    answered: Whole
    asked: Whole
    addressed: Whole
    people: Whole


def split_by(snapshot: Snapshot, variable: str, name: str = "") -> Split:
    """Groups by the answers to a variable with one choice an answer."""
    told = snapshot.questionnaire.variable(variable)
    if told.multiple or not told.choices:
        raise ValueError(f"'{variable}' does not part people into groups: it is {told.kind}")
    codes = snapshot.codes(variable)
    values = tuple((choice.code, choice.label) for choice in told.choices)
    put = (codes >= 0) | (codes == SKIPPED)
    return Split(name or variable, told.label, values, np.where(codes < 0, len(values), codes), put)


def nobody_split(snapshot: Snapshot) -> Split:
    """No groups at all: everybody together."""
    return Split("", "", (), np.zeros(snapshot.responses, dtype=np.int64))


def count_options(codes: Codes, options: int, several: bool, split: Split) -> Counted:
    """Answers by group and option; ``several`` where a code holds bits."""
    groups = split.size
    given = codes >= 0
    group = split.group[given]
    answers = codes[given]
    counts = np.zeros((groups, options), dtype=np.int64)
    if several:
        for option in range(options):
            counts[:, option] = np.bincount(group[(answers >> option) & 1 == 1], minlength=groups)
    elif options:
        flat = np.bincount(group * options + answers, minlength=groups * options)
        counts = flat.reshape(groups, options).astype(np.int64)
    asked = (codes >= 0) | (codes == SKIPPED)
    return Counted(
        counts,
        np.bincount(group, minlength=groups).astype(np.int64),
        np.bincount(split.group[asked], minlength=groups).astype(np.int64),
        np.bincount(split.group[codes != NOT_ASKED], minlength=groups).astype(np.int64),
        np.bincount(split.group, minlength=groups).astype(np.int64),
    )


def count_pairs(codes: Codes, options: int, split: Split) -> Whole:
    """``pairs[g, a, b]``: people of group ``g`` who chose both ``a`` and ``b``."""
    given = codes >= 0
    chosen = ((codes[given, None] >> np.arange(options)) & 1).astype(np.float64)
    group = split.group[given]
    pairs = np.zeros((split.size, options, options), dtype=np.int64)
    for at in range(split.size):
        members = chosen[group == at]
        pairs[at] = np.rint(members.T @ members).astype(np.int64)
    return pairs
