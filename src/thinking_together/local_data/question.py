"""What a reference asks of local data: the places of its figures, with their keys."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from thinking_together.analysis.tables import Dimension, Keys, keys
from thinking_together.evidence.figures import Choice, Mode, Reason, Selection, Unresolved
from thinking_together.local_data.catalogue import COUNT
from thinking_together.local_data.codes import Place
from thinking_together.local_data.models import Indicator
from thinking_together.local_data.queries import LocalData

PLACES = ("area", "sex", "age", "category", "period")


@dataclass(frozen=True, slots=True)
class Wanted:
    """One cell asked for; ``of`` is the indicator whose count it is a share of, or empty."""

    place: Place
    of: str
    keys: Keys


@dataclass(frozen=True, slots=True)
class Question:
    """A reference's question. ``counts`` is true where counts are asked for, not rates."""

    indicator: Indicator
    others: tuple[Indicator, ...]
    counts: bool
    wanted: tuple[Wanted, ...]
    dimensions: tuple[Dimension, ...]
    choices: dict[str, Choice]

    def codes(self) -> tuple[str, ...]:
        """Every indicator that the answer draws on."""
        return self.indicator.code, *(other.code for other in self.others)


def ask(data: LocalData, selection: Selection) -> Question | Unresolved:
    """The question of a selection; ``Unresolved`` where it asks for what cannot stand in one table."""
    choices = dict(selection.choices)
    for name in ("measure", "among"):
        if name in choices and choices[name].mode is Mode.EACH:
            return Unresolved(Reason.UNKNOWN, f"the key '{name}' takes one value at a time")
    choices["area"] = _among(data, choices)
    if not choices["area"].values:
        return Unresolved(Reason.NO_DATA, "none of the areas asked for stands in that list")
    indicators = {indicator.code: indicator for indicator in data.indicators}
    others = choices["of"].values if "of" in choices else ()
    return Question(
        indicator=indicators[selection.info.name],
        others=tuple(indicators[code] for code in others),
        counts=choices["measure"].values == (COUNT,),
        wanted=tuple(_wanted(selection.info.name, choices)),
        dimensions=_dimensions(selection, choices),
        choices=choices,
    )


def _among(data: LocalData, choices: dict[str, Choice]) -> Choice:
    """The areas asked for, with ``among`` only those of a comparator list, the place itself and its comparator."""
    area = choices["area"]
    version = choices["among"].values if "among" in choices else ()
    if not version or area.mode is not Mode.EACH:
        return area
    held = {c.area for c in data.comparators if c.version in version}
    held |= {data.programme.area_code, data.programme.comparator_code}
    return Choice(Mode.EACH, tuple(code for code in area.values if code in held))


def _wanted(code: str, choices: dict[str, Choice]) -> Iterator[Wanted]:
    fixed = {name: choice.values[0] for name, choice in choices.items() if choice.mode is Mode.ONE}
    others = choices["of"].values if "of" in choices else ()
    for values in product(*(choices[name].values for name in PLACES)):
        at = dict(zip(PLACES, values, strict=True))
        for of in others or ("",):
            told = fixed | at | ({"of": of} if of else {})
            yield Wanted(Place(indicator=code, **at), of, keys(**told))


def _dimensions(selection: Selection, choices: dict[str, Choice]) -> tuple[Dimension, ...]:
    found = []
    for figure in selection.info.dimensions:
        choice = choices[figure.name]
        if choice.mode is Mode.EACH:
            values = tuple((code, label) for code, label in figure.values if code in choice.values)
            found.append(Dimension(figure.name, figure.label, values))
    return tuple(found)
