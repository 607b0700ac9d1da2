"""What earlier releases showed is known for good, and the growth of a count is a count of people like any other."""

from __future__ import annotations

import hashlib

import numpy as np
import pytest

from thinking_together.analysis.disclosure import RULES, SURVEY, protect
from thinking_together.analysis.releases import Layered
from thinking_together.analysis.tables import RawCell, Relation, State

SHOWN, HIDDEN = State.SHOWN, State.SUPPRESSED
Counts = dict[str, tuple[float, float]]  # group -> who chose, of how many


def release(groups: Counts, earlier: tuple[Layered[str], tuple[State, ...]] | None = None) -> Layered[str]:
    """One option by groups, and everybody."""
    table: Layered[str] = Layered()
    everybody = (sum(chose for chose, _ in groups.values()), sum(of for _, of in groups.values()))
    for name, (chose, of) in {"": everybody, **groups}.items():
        table.add(name, RawCell((), chose, of), of)
    table.relations.append(Relation(0, tuple(range(1, len(groups) + 1)), pools=True))
    if earlier is not None:
        table.follow(*earlier)
    return table


def shown(*releases: Counts) -> list[dict[str, State]]:
    """The states of each release by group, each decided with all before it."""
    found, earlier = [], None
    for groups in releases:
        table = release(groups, earlier)
        states = protect(table.cells, table.relations, SURVEY)
        earlier = table, states
        found.append({name: states[at] for name, at in table.places.items()})
    return found


MANY = (20.0, 40.0)


def test_a_growth_that_is_a_few_people_hides_the_later_count() -> None:
    first, second = shown({"a": MANY, "b": MANY}, {"a": (23, 52), "b": (30, 60)})
    assert set(first.values()) == {SHOWN}
    assert (second["a"], second["b"]) == (HIDDEN, HIDDEN) or (second["a"], second[""]) == (HIDDEN, HIDDEN)


@pytest.mark.parametrize("later", [(31, 52), (29, 58), (28, 60)])
def test_so_does_one_that_all_but_a_few_share_and_one_of_few_people(later: tuple[float, float]) -> None:
    of_few = {"a": MANY, "b": MANY}
    _, second = shown(of_few, {"a": (29, 49), "b": MANY})
    assert second["a"] is HIDDEN  # 9 people came
    _, second = shown(of_few, {"a": later, "b": MANY})
    assert second["a"] is (HIDDEN if later[1] - 40 - (later[0] - 20) <= 4 else SHOWN)


def test_a_growth_of_many_is_shown() -> None:
    assert set(shown({"a": MANY, "b": MANY}, {"a": (40, 80), "b": (40, 80)})[1].values()) == {SHOWN}


def test_a_group_that_nobody_joined_stays_as_it_was() -> None:
    first, second = shown({"a": (3, 40), "b": MANY, "d": MANY}, {"a": (3, 40), "b": MANY, "d": (60, 120)})
    assert first["a"] is HIDDEN
    assert {name: second[name] for name in "ab"} == {name: first[name] for name in "ab"}


def test_a_group_that_nobody_joined_does_not_give_way_in_vain() -> None:
    before = {"a": MANY, "b": (10.0, 40.0), "d": (30.0, 60.0)}
    _, second = shown(before, before | {"a": (23, 52), "d": (50, 100)})
    assert (second["a"], second["b"]) == (HIDDEN, SHOWN)
    assert HIDDEN in (second["d"], second[""])


def test_growth_is_counted_over_a_release_that_hid_the_count() -> None:
    """Of 20 people and then 20 more 4 and nobody chose it: 4 of 40 came, whoever counts from first to last."""
    *_, third = shown({"a": MANY, "b": (100, 200)}, {"a": (24, 60), "b": (130, 260)}, {"a": (24, 80), "b": (160, 320)})
    assert third["a"] is HIDDEN


def test_growths_of_two_groups_are_not_told_together() -> None:
    """Hidden each for themselves, they would be told as one where all others and everybody are shown."""
    before = {"a": MANY, "b": MANY, "d": MANY}
    _, second = shown(before, {"a": (22, 55), "b": (22, 55), "d": (40, 80)})
    assert HIDDEN in (second[""], second["d"])


FINGERPRINT = {"1": "d3ae7bc4ea9176e1"}


def test_the_rule_has_another_name_when_it_decides_otherwise() -> None:
    """What a release showed is computed again from its answers; its rule's name says whether that is what it showed."""
    draw = np.random.Generator(np.random.PCG64(1))
    told = hashlib.sha256()
    for _ in range(25):
        of = draw.integers(0, 30, size=5)
        table = release({str(at): (float(draw.integers(0, n + 1)), float(n)) for at, n in enumerate(of)})
        told.update(repr([str(state) for state in protect(table.cells, table.relations, SURVEY)]).encode())
    assert {RULES: told.hexdigest()[:16]} == FINGERPRINT, "raise RULES, and note the new name here"
