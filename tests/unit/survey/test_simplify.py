"""Conditions in their one form mean what they meant, and come back from an expression."""

from __future__ import annotations

from hypothesis import assume, given
from hypothesis import strategies as st

from thinking_together.survey.form.conditions import AllIn, And, AnyIn, Condition, Count, Not, Or, compile_condition
from thinking_together.survey.form.simplify import simplified
from thinking_together.survey.xlsform.expressions import NotRead, parse_condition, print_condition

CODES = st.lists(st.sampled_from("abc"), min_size=1, max_size=3).map(tuple)
ITEMS = st.sampled_from(("many", "one"))
LEAVES = st.one_of(
    st.builds(AnyIn, ITEMS, CODES),
    st.builds(AllIn, st.just("many"), CODES),
    st.builds(Count, ITEMS, st.integers(0, 3), st.none() | st.integers(0, 3)),
)
CONDITIONS = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.builds(And, st.lists(inner, min_size=1, max_size=3).map(tuple)),
        st.builds(Or, st.lists(inner, min_size=1, max_size=3).map(tuple)),
        st.builds(Not, inner),
    ),
    max_leaves=8,
)
ANSWERS = st.fixed_dictionaries(
    {
        "many": st.lists(st.sampled_from("abc"), max_size=3, unique=True).map(tuple),
        "one": st.lists(st.sampled_from("abc"), max_size=1).map(tuple),
    }
)


def several(item: str) -> bool:
    return item == "many"


@given(CONDITIONS, ANSWERS)
def test_the_one_form_holds_for_the_same_answers_and_has_no_other_form(
    condition: Condition, answers: dict[str, tuple[str, ...]]
) -> None:
    simple = simplified(condition, several)
    assert compile_condition(simple)(answers) == compile_condition(condition)(answers)
    assert simplified(simple, several) == simple


@given(CONDITIONS)
def test_an_expression_reads_back_as_what_it_was_made_of(condition: Condition) -> None:
    simple = simplified(condition, several)
    try:
        expression = print_condition(simple, frozenset({"many"}))
    except NotRead:
        assume(False)
    assert simplified(parse_condition(expression), several) == simple
