"""Counts of an item's answers by group, in one pass."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from thinking_together.survey.held.snapshot import NOT_ASKED, SKIPPED, Codes, Snapshot

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

    def told(self) -> tuple[object, ...]:
        """All of it, without the type in which it is counted."""
        return tuple(
            counts.tolist() for counts in (self.counts, self.answered, self.asked, self.addressed, self.people)
        )


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


_STATES = 3  # codes below zero: skipped, not asked, not applicable
_MOST_COMBINATIONS = 1 << 12  # of several choices, up to which they are counted as one answer each


def count_options(codes: Codes, options: int, several: bool, split: Split) -> Counted:
    """Answers by group and option; ``several`` where a code holds bits. One pass over the answers."""
    combined = several and 1 << options <= _MOST_COMBINATIONS
    answers = (1 << options) if combined else 1 if several else max(options, 1)
    seen = np.minimum(codes, 0) if several and not combined else codes
    kinds = answers + _STATES
    joint = np.bincount(split.group * kinds + (seen + _STATES), minlength=split.size * kinds)
    joint = joint.reshape(split.size, kinds).astype(np.int64)
    given = joint[:, _STATES:]
    if combined:
        counts = given @ ((np.arange(answers)[:, None] >> np.arange(options)) & 1)
    elif several:
        counts = _each_option(codes, options, split)
    else:
        counts = given[:, :options]
    answered, people = given.sum(axis=1), joint.sum(axis=1)
    asked, unasked = answered + joint[:, _STATES + SKIPPED], joint[:, _STATES + NOT_ASKED]
    return Counted(counts, answered, asked, people - unasked, people)


def _each_option(codes: Codes, options: int, split: Split) -> Whole:
    given = codes >= 0
    group, answers = split.group[given], codes[given]
    counts = np.zeros((split.size, options), dtype=np.int64)
    for option in range(options):
        counts[:, option] = np.bincount(group[(answers >> option) & 1 == 1], minlength=split.size)
    return counts


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
