"""Places by sector as the disclosure rule must see them: every sector, the total, and what is pooled."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from thinking_together.analysis.tables import Keys, RawCell, Relation, keys
from thinking_together.evidence.figures import Mode, Selection


def attendance_cells(
    selection: Selection, sectors_of_places: Iterable[str]
) -> tuple[tuple[RawCell, ...], tuple[Relation, ...]]:
    """The same table however it is asked for; only what is asked is wanted.

    First each sector in the programme's order (what gives way must not hang on the order in which it is asked), then
    the total; a pooled group is followed by what it leaves out.
    """
    choice = selection.choice("sector")
    dimension = selection.info.dimension("sector")
    assert dimension is not None
    counts = Counter(sectors_of_places)
    codes = [code for code, _ in dimension.values]
    asked = choice.values if choice.mode in (Mode.ONE, Mode.EACH) else ()
    cells = [RawCell(keys(sector=code), counts[code], wanted=code in asked) for code in codes]
    total = len(cells)
    cells.append(RawCell((), counts.total(), wanted=choice.mode is Mode.ALL))
    relations = [Relation(total, tuple(range(total)))]
    if choice.mode is Mode.POOL:
        pooled = tuple(at for at, code in enumerate(codes) if code in choice.values)
        rest = tuple(at for at in range(total) if at not in pooled)
        halves: list[int] = []
        for parts, name, wanted in ((pooled, keys(sector=choice.code), True), (rest, _REST, False)):
            if parts:
                halves.append(len(cells))
                relations.append(Relation(len(cells), parts))
                cells.append(RawCell(name, sum(counts[codes[at]] for at in parts), derived=True, wanted=wanted))
        relations.append(Relation(total, tuple(halves)))
    return tuple(cells), tuple(relations)


_REST: Keys = (("sector", "~"),)  # never shown
