"""From a checked reference to the groups and options a table is asked for."""

from __future__ import annotations

from dataclasses import dataclass

from thinking_together.evidence.figures import Choice, FigureDimension, Mode, Selection
from thinking_together.survey.figures.canonical import Options
from thinking_together.survey.figures.counting import Split
from thinking_together.survey.figures.grouping import TOTAL, Pool
from thinking_together.survey.figures.tabulate import Groups

SECTOR = "sector"


@dataclass(frozen=True, slots=True)
class Asked:
    """Codes asked for, and whether they are a dimension of the answer."""

    codes: tuple[str, ...]
    each: bool


def groups_asked(choice: Choice, split: Split) -> Groups:
    """The groups of a split that a reference asks for."""
    if choice.mode is Mode.ALL:
        return Groups(split, (TOTAL,))
    if choice.mode is Mode.POOL:
        return Groups(split, (choice.code,), pool=Pool(choice.code, choice.values))
    return Groups(split, choice.values, each=choice.mode is Mode.EACH)


def options_asked(choice: Choice, options: Options) -> Asked:
    """The options asked for; ``*`` means the choices, not the sums of a scale's points as well."""
    codes = choice.values
    if len(codes) == len(options.values):
        codes = tuple(option.code for option in options.base)
    return Asked(codes, choice.mode is Mode.EACH)


def splits_used(selection: Selection, names: tuple[str, ...]) -> tuple[str, ...]:
    """The splits that a reference narrows or stars."""
    return tuple(name for name in names if selection.choice(name).mode is not Mode.ALL)


def dimension_of(split: Split, pools: bool = True) -> FigureDimension:
    return FigureDimension(split.name, split.label, split.values, pools=pools)
