"""What was decided is kept by all that decides about it: nothing else is recalled, and nothing of a count is kept."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from tests.factories.decided import Kept, kept_decisions

from thinking_together.analysis import disclosure
from thinking_together.analysis.disclosure import ANSWERING, SURVEY, Policy, protect
from thinking_together.analysis.giving_way import GivingWay
from thinking_together.analysis.tables import RawCell, Relation, State

CELLS = tuple(RawCell((), count, 60.0) for count in (3.0, 14.0, 17.0, 26.0, 60.0))
SUM = (Relation(4, (0, 1, 2, 3)),)


@pytest.fixture
def memory() -> Iterator[Kept]:
    with kept_decisions() as kept:
        yield kept


def test_another_process_recalls_what_was_decided(memory: Kept, monkeypatch: pytest.MonkeyPatch) -> None:
    states = protect(CELLS, SUM, SURVEY)
    assert states.count(State.SUPPRESSED) == 2
    disclosure.forget()
    monkeypatch.setattr(GivingWay, "needed", lambda *told: pytest.fail("it was decided once more"))
    assert protect(CELLS, SUM, SURVEY) == states


@pytest.mark.parametrize(
    "other",
    [
        {"numerator": 15.0},
        {"denominator": 61.0},
        {"group": 9.0},
        {"state": State.NOT_ASKED},
        {"sensitive": True},
        {"unasked": True},
        {"seldom": True},
    ],
    ids=lambda other: next(iter(other)),
)
def test_other_cells_are_decided_anew(memory: Kept, other: dict[str, object]) -> None:
    protect(CELLS, SUM, SURVEY)
    changed = (CELLS[0], CELLS[1]._replace(**other), *CELLS[2:])  # type: ignore[arg-type]
    protect(changed, SUM, SURVEY)
    assert len(memory) == 2


@pytest.mark.parametrize(
    ("sums", "policy"),
    [
        ((SUM[0]._replace(pools=True),), SURVEY),
        ((SUM[0]._replace(later=True),), SURVEY),
        ((Relation(4, (0, 1, 2)),), SURVEY),
        (SUM, Policy("other", "", 10, 5)),
    ],
)
def test_other_sums_and_policies_are_decided_anew(memory: Kept, sums: tuple[Relation, ...], policy: Policy) -> None:
    protect(CELLS, SUM, SURVEY)
    protect(CELLS, sums, policy)
    assert len(memory) == 2


def test_what_is_asked_or_written_beside_a_cell_decides_nothing(memory: Kept) -> None:
    protect(CELLS, SUM, SURVEY)
    disclosure.forget()
    protect([cell._replace(keys=(("sector", "health"),), wanted=False, note="Many") for cell in CELLS], SUM, SURVEY)
    assert len(memory) == 1


def test_a_table_with_nothing_to_hide_is_not_kept(memory: Kept) -> None:
    assert protect(CELLS, SUM, ANSWERING) == (State.SHOWN,) * 5
    assert not memory


def test_what_is_kept_holds_no_count(memory: Kept) -> None:
    protect(CELLS, SUM, SURVEY)
    ((name, decided),) = memory.items()
    assert len(name) == 64 and decided == "hhsss"
