"""What a checked question asks for: one cell for each combination of the values it names."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from thinking_together.analysis.tables import Dimension, Keys, RawCell, RawTable, Relation, keys
from thinking_together.evidence.figures import Choice, Mode, Selection


@dataclass(frozen=True, slots=True)
class Asked:
    """One cell asked for. A dimension that was left out is in neither ``keys`` nor ``wanted``."""

    keys: Keys
    wanted: tuple[tuple[str, tuple[str, ...]], ...]

    def takes(self, unit: Mapping[str, Collection[str]]) -> bool:
        """Whether a unit belongs in the cell: for every dimension asked it has at least one of the values."""
        return all(any(value in unit[name] for value in values) for name, values in self.wanted)

    def only(self, name: str) -> str | None:
        """The one value asked of a dimension; ``None`` where several are or none is."""
        values = dict(self.wanted).get(name, ())
        return values[0] if len(values) == 1 else None

    def without(self, name: str) -> Asked:
        """The same cell with one dimension left open."""
        return Asked(self.keys, tuple(pair for pair in self.wanted if pair[0] != name))


def cells_asked(selection: Selection) -> list[Asked]:
    """Every combination, the last dimension varying fastest."""
    chosen = [(name, choice) for name, choice in selection.choices if choice.mode is not Mode.ALL]
    names = [name for name, _ in chosen]
    return [
        Asked(
            keys(**dict(zip(names, (code for code, _ in combination), strict=True))),
            tuple(zip(names, (values for _, values in combination), strict=True)),
        )
        for combination in product(*(_parts(choice) for _, choice in chosen))
    ]


def _parts(choice: Choice) -> list[tuple[str, tuple[str, ...]]]:
    if choice.mode is Mode.POOL:
        return [(choice.code, choice.values)]
    return [(value, (value,)) for value in choice.values]


def dimensions_asked(selection: Selection) -> tuple[Dimension, ...]:
    """The dimensions that vary, with the values asked."""
    varying = []
    for dimension in selection.info.dimensions:
        choice = selection.choice(dimension.name)
        if choice.mode is Mode.EACH:
            labels = dict(dimension.values)
            values = tuple((value, labels[value]) for value in choice.values)
            varying.append(Dimension(dimension.name, dimension.label, values))
    return tuple(varying)


def raw_table(
    selection: Selection,
    cells: Sequence[RawCell],
    notes: tuple[str, ...] = (),
    relations: tuple[Relation, ...] = (),
) -> RawTable:
    """The counts for a question, titled and governed as the figure's entry in the catalogue says.

    Phases that count what there was (sessions, records, recommendations) ask through here: a full count each.
    """
    info = selection.info
    return RawTable(
        info.title,
        info.kind,
        info.unit,
        dimensions_asked(selection),
        tuple(cells),
        info.source,
        info.policy,
        relations,
        notes=notes,
        full_count=True,
    )
