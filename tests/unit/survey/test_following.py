"""What stands beside an item that follows from several answers: who gave which of them, where nobody is few."""

from __future__ import annotations

import numpy as np
import pytest

from thinking_together.analysis.disclosure import SURVEY
from thinking_together.survey.figures.canonical import options_of
from thinking_together.survey.figures.counting import Split
from thinking_together.survey.figures.following import MOST_TOGETHER, AfterTooMuch, after_of, answers_behind
from thinking_together.survey.figures.grouping import group_by
from thinking_together.survey.figures.tabulate import Groups, Measured
from thinking_together.survey.form.conditions import AllIn, And, AnyIn, Condition, Count, Not
from thinking_together.survey.form.questionnaire import Item, ItemKind, Questionnaire
from thinking_together.survey.form.scales import Choice
from thinking_together.survey.held.snapshot import NOT_ASKED, Codes

LISTED = tuple(Choice(code, code) for code in ("a", "b", "c", "none"))
CHOSEN = Item("chosen", ItemKind.MULTIPLE, "", choices=LISTED, alone=("none",))
ONE = Item("one", ItemKind.SINGLE, "", choices=LISTED[:2])
A, B, C, NONE = 1, 2, 4, 8


def hidden(when: Condition, chosen: Codes, one: Codes | None = None, own: Codes | None = None) -> bool:
    """Whether nothing of an item put under this condition is shown of everybody."""
    asked = Questionnaire("q", "1", "", (CHOSEN, ONE, Item("then", ItemKind.TEXT, "", when=when)))
    people = len(chosen)
    split = Split("sector", "Sector", (("x", "x"),), np.zeros(people, dtype=np.int64), np.ones(people, dtype=bool))
    grouping = group_by([split])
    codes = {"chosen": chosen, "one": np.zeros(people, dtype=np.int64) if one is None else one}
    measured = {code: Measured(of, options_of(asked.variable(code)), grouping) for code, of in codes.items()}
    after = after_of(
        asked.variable("then"), asked, measured.__getitem__, np.zeros(people, dtype=np.int64) if own is None else own
    )
    return any(before.hidden(Groups(split), SURVEY) for before in after)


def people(*many: tuple[int, int]) -> Codes:
    return np.repeat([code for code, _ in many], [times for _, times in many])


@pytest.mark.parametrize(
    ("when", "few"),
    [
        (AllIn("chosen", ("a", "b")), False),
        (AllIn("chosen", ("a", "c")), True),
        (AnyIn("chosen", ("a", "c")), True),
        (AnyIn("chosen", ("a", "b", "c")), False),
        (Not(AnyIn("chosen", ("none",))), False),
        (Count("chosen", at_least=2), False),
        (Count("chosen", at_least=1), False),
    ],
    ids=str,
)
def test_it_is_hidden_where_few_gave_the_answers_together(when: Condition, few: bool) -> None:
    """A 30, A and B 20, B 20, A and C 3, C 17, none 10: whoever answered but "none" follows from "none" alone."""
    chosen = people((A, 30), (A | B, 20), (B, 20), (A | C, 3), (C, 17), (NONE, 10))
    assert hidden(when, chosen) is few


def test_a_number_of_answers_is_hidden_where_few_gave_as_many() -> None:
    assert hidden(Count("chosen", at_least=2), people((A, 30), (B, 30), (A | B, 3), (C, 20), (NONE, 10)))


def test_two_items_are_counted_together() -> None:
    """Of 40 who chose a, 3 gave the other answer: how many were put the item, less 40, would tell them."""
    both = And((AnyIn("chosen", ("a",)), AnyIn("one", ("a",))))
    chosen = people((A, 40), (B, 40))
    apart = np.concatenate([people((0, 37), (1, 3)), people((0, 20), (1, 20))])
    even = np.concatenate([people((0, 20), (1, 20))] * 2)
    assert hidden(both, chosen, apart)
    assert not hidden(both, chosen, even)
    unasked = np.concatenate([people((0, 37), (NOT_ASKED, 3)), people((0, 40))])
    assert not hidden(both, chosen, apart, unasked), "those 3 are not among the people the item is for"


def test_more_answers_than_can_be_counted_together_are_hidden() -> None:
    every = And(tuple(Count("chosen", at_least=0) for _ in range(5)))
    assert hidden(every, people((A, 30), (B, 30), (C, 30), (NONE, 30)))


BOTH = AnyIn("chosen", ("a", "b", "c"))


@pytest.mark.parametrize(
    "when",
    [
        AnyIn("chosen", ("a", "b")),
        And((BOTH, AnyIn("one", ("a",)))),
        And((BOTH, Not(AnyIn("chosen", ("a", "b"))))),
        And((BOTH, Count("chosen", 2), AnyIn("one", ("a", "b")))),
        And((BOTH, AnyIn("chosen", ("none",)))),
    ],
)
def test_the_author_is_told_of_just_those_items_that_are_shown_to_nobody(when: Condition) -> None:
    asked = Questionnaire("q", "1", "", (CHOSEN, ONE, Item("then", ItemKind.TEXT, "", when=when)))
    split = Split("sector", "Sector", (("x", "x"),), np.zeros(20, dtype=np.int64), np.ones(20, dtype=bool))
    measured = Measured(np.zeros(20, dtype=np.int64), options_of(asked.variable("chosen")), group_by([split]))
    single = Measured(np.zeros(20, dtype=np.int64), options_of(asked.variable("one")), group_by([split]))
    find = {"chosen": measured, "one": single}.__getitem__
    after = after_of(asked.variable("then"), asked, find, np.zeros(20, dtype=np.int64))
    never = any(isinstance(one, AfterTooMuch) for one in after)
    assert never == (answers_behind(asked.items[-1], asked) > MOST_TOGETHER)
