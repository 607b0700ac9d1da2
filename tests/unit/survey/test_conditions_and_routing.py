import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.factories.surveys import QUESTIONNAIRE, questionnaire

from thinking_together.survey.form.conditions import (
    AllIn,
    And,
    AnyIn,
    Condition,
    ConditionError,
    Count,
    Not,
    Or,
    compile_condition,
    parse_condition,
    refers_to,
)
from thinking_together.survey.form.routing import AnswerState, Router

CODES = ("a", "b", "c")
codes = st.lists(st.sampled_from(CODES), min_size=1, max_size=3, unique=True).map(tuple)
items = st.sampled_from(("x", "y"))
leaf = st.one_of(
    st.builds(AnyIn, items, codes),
    st.builds(AllIn, items, codes),
    st.builds(Count, items, st.integers(0, 3), st.none() | st.integers(0, 3)),
)
conditions = st.recursive(
    leaf,
    lambda inner: st.one_of(
        st.builds(And, st.lists(inner, min_size=1, max_size=3).map(tuple)),
        st.builds(Or, st.lists(inner, min_size=1, max_size=3).map(tuple)),
        st.builds(Not, inner),
    ),
    max_leaves=8,
)
answers = st.dictionaries(items, st.lists(st.sampled_from(CODES), max_size=3, unique=True).map(tuple))


def walked(condition: Condition, given_answers: dict[str, tuple[str, ...]]) -> bool:
    """The meaning of a condition, said a second time by walking the tree."""
    match condition:
        case And(parts):
            return all(walked(part, given_answers) for part in parts)
        case Or(parts):
            return any(walked(part, given_answers) for part in parts)
        case Not(part):
            return not walked(part, given_answers)
        case AnyIn(item, wanted):
            return bool(set(wanted) & set(given_answers.get(item, ())))
        case AllIn(item, wanted):
            return set(wanted) <= set(given_answers.get(item, ()))
        case Count(item, low, high):
            number = len(given_answers.get(item, ()))
            return number >= low and (high is None or number <= high)
    raise AssertionError(condition)


@given(conditions, answers)
def test_a_compiled_condition_means_what_the_tree_says(
    condition: Condition, given_answers: dict[str, tuple[str, ...]]
) -> None:
    assert compile_condition(condition)(given_answers) == walked(condition, given_answers)


def test_the_written_forms() -> None:
    assert parse_condition({"item": "x", "==": "a"}) == AnyIn("x", ("a",))
    assert parse_condition({"item": "x", "in": ["a", "b"]}) == AnyIn("x", ("a", "b"))
    assert parse_condition({"item": "x", "all-in": ["a"]}) == AllIn("x", ("a",))
    assert parse_condition({"item": "x", "count": {"at_least": 2}}) == Count("x", 2, None)
    both = parse_condition({"and": [{"item": "x", "==": "a"}, {"not": {"item": "y", "==": "b"}}]})
    assert refers_to(both) == {"x", "y"}


@pytest.mark.parametrize("given_form", [{"item": "x"}, {"==": "a"}, {"item": "x", "and": []}, {"and": [], "or": []}])
def test_a_condition_that_says_two_things_is_refused(given_form: dict[str, object]) -> None:
    with pytest.raises(ConditionError):
        parse_condition(given_form)


def states(**given_answers: tuple[str, ...]) -> dict[str, str]:
    asked = questionnaire()
    row = Router(asked).states({k.replace("__", "."): v for k, v in given_answers.items()})
    return {v.code: str(s) for v, s in zip(asked.variables, row, strict=True)}


def test_not_asked_not_applicable_and_skipped_are_three_states() -> None:
    found = states(sector=("health",), training=("on_the_job",))
    assert found["phase"] == AnswerState.NOT_ASKED
    assert found["enough"] == AnswerState.NOT_APPLICABLE
    assert found["years"] == AnswerState.SKIPPED
    assert found["training"] == AnswerState.ANSWERED
    assert found["websites"] == AnswerState.NOT_ASKED


def test_the_second_part_is_asked_when_one_of_its_items_is_answered() -> None:
    assert states(sector=("health",), websites=("Kooth",))["websites"] == AnswerState.ANSWERED
    router = Router(questionnaire())
    assert "websites" in router.asked({"sector": ("health",)}, second=True)
    assert "websites" not in router.asked({"sector": ("health",)})


def test_without_a_sector_nothing_meant_for_one_is_asked() -> None:
    assert states(phase=("primary",))["phase"] == AnswerState.NOT_ASKED


def test_an_answer_to_what_was_not_asked_opens_nothing() -> None:
    asked = questionnaire(QUESTIONNAIRE.replace("{item: training, any-in: [mhfa]}", "{item: phase, ==: primary}"))
    router = Router(asked)
    assert "enough" in router.asked({"sector": ("education",), "phase": ("primary",)})
    assert "enough" not in router.asked({"sector": ("health",), "phase": ("primary",)})


@given(
    st.fixed_dictionaries(
        {},
        optional={
            "sector": st.sampled_from([("health",), ("education",), ("police",)]),
            "phase": st.just(("primary",)),
            "training": st.lists(st.sampled_from(["on_the_job", "mhfa"]), min_size=1, unique=True).map(tuple),
            "enough": st.just(("agree_1",)),
            "websites": st.just(("words",)),
        },
    )
)
def test_what_is_asked_is_what_is_answered_or_skipped(given_answers: dict[str, tuple[str, ...]]) -> None:
    asked = questionnaire()
    router = Router(asked)
    row = router.states(given_answers)
    open_items = {v.item.code for v, s in zip(asked.variables, row, strict=True) if s in ("a", "s")}
    assert open_items == set(router.asked(given_answers))
