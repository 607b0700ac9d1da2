"""What was decided on an item's counts is found again by all of them, and stands where it stood in the table."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest
from tests.factories.decided import Kept, kept_decisions

from thinking_together.analysis.disclosure import ANSWERING, SURVEY
from thinking_together.analysis.tables import State
from thinking_together.survey.figures import tabulate
from thinking_together.survey.figures.canonical import Option, Options
from thinking_together.survey.figures.counting import Split
from thinking_together.survey.figures.grouping import EVERYBODY, group_by
from thinking_together.survey.figures.tabulate import Groups, Measured

OPTIONS = Options(tuple(Option(str(at), str(at), (at,)) for at in range(3)), exclusive=True)
SIZES = (40, 25, 12)


@pytest.fixture
def memory() -> Iterator[Kept]:
    with kept_decisions() as kept:
        yield kept


def measured(few: int = 2, people: int = sum(SIZES), labels: tuple[str, ...] = ("A", "B", "C")) -> Measured:
    """``few`` of the first sector chose the first option; the first ``people`` of all are counted."""
    group = np.repeat(np.arange(3), SIZES)
    codes = np.arange(sum(SIZES)) % 2 + 1
    codes[:few] = 0
    split = Split("sector", "Sector", tuple(zip("abc", labels, strict=True)), group[:people])
    return Measured(codes[:people], OPTIONS, group_by([split]))


def groups_of(one: Measured) -> Groups:
    return Groups(one.grouping.splits[0])


def test_they_stand_where_they_stood_and_the_table_is_not_put_together(
    memory: Kept, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = measured()
    wanted = first._whole.states(SURVEY)
    assert State.SUPPRESSED in wanted.values() and wanted["1", EVERYBODY] is State.SHOWN
    assert first.states(groups_of(first), SURVEY) == wanted
    monkeypatch.setattr(tabulate, "canonical", lambda *told: pytest.fail("it was put together"))
    again = measured()
    assert again.states(groups_of(again), SURVEY) == wanted


@pytest.mark.parametrize(
    "other",
    [
        measured(few=3),
        measured(people=76),
        replace(measured(), options=replace(OPTIONS, sensitive=True)),
        replace(measured(), options=replace(OPTIONS, exclusive=False)),
        replace(measured(), policy=ANSWERING),
        replace(measured(), earlier=measured(people=40)),
    ],
    ids=["counts", "people", "sensitive", "several", "policy", "earlier"],
)
def test_anything_else_is_decided_anew(memory: Kept, other: Measured) -> None:
    one = measured()
    one.states(groups_of(one), SURVEY)
    kept = set(memory)
    states = other.states(groups_of(other), SURVEY)
    assert set(memory) > kept and states == other._whole.states(SURVEY)


def test_other_rules_are_not_recalled(memory: Kept, monkeypatch: pytest.MonkeyPatch) -> None:
    one = measured()
    one.states(groups_of(one), SURVEY)
    kept = set(memory)
    monkeypatch.setattr(tabulate, "rules_of", lambda file: "others")
    one.states(groups_of(one), SURVEY)
    assert len(set(memory) - kept) == 1
