"""A baseline assessment as one value: what its files say, in their order."""

from __future__ import annotations

from dataclasses import dataclass

from thinking_together.baseline import rows
from thinking_together.baseline.workbook import WorkbookLine
from thinking_together.gatherings.notes import Notes


@dataclass(frozen=True, slots=True)
class Assessment:
    """The whole assessment of one programme; ``minutes`` by the meeting's code."""

    lines: list[WorkbookLine]
    ratings: list[rows.RatingRow]
    agreed: list[rows.AgreedRow]
    signoffs: list[rows.SignOffRow]
    actions: list[rows.ActionRow]
    minutes: dict[str, Notes]


def comment_ref(recommendation: str, agency: str) -> str:
    """The name of an agency's comment among the texts."""
    return f"baseline/{recommendation}/{agency}"


def minute_ref(meeting: str, topic: str, number: int) -> str:
    """The name of a contribution among the texts; ``number`` counts from 1 below its heading."""
    return f"baseline/{meeting}/{topic}/{number}"
