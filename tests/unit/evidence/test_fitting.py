"""The words of a binding say no more than its predicate proves."""

import pytest

from thinking_together.evidence.fitting import unfit
from thinking_together.evidence.prose import Binding, parse_prose

ONE = "survey/x?option=a"
EACH = "survey/x?option=a&sector=*"
OTHER = "survey/x?option=b"


def binding(predicate: str, words: str, reference: str = ONE) -> Binding:
    (statement,) = parse_prose(f"{{{{ {reference} | is: {predicate} | {words} }}}}").statements()
    (found,) = statement.bindings()
    return found


@pytest.mark.parametrize(
    ("predicate", "words", "reference"),
    [
        ("first", "the training that staff name most", ONE),
        ("first", "above all else how to support a young person", ONE),
        ("first", "named most in every sector that can be shown", EACH),
        ("first with", "most often", ONE),
        ("most", "more than half of them", ONE),
        ("few 0.5", "no provider reaches half", ONE),
        ("every", "every session", EACH),
        ("only_every", "the only ones named in every sector", EACH),
        ("none", "nobody", ONE),
        (f"lower_than {OTHER}", "less regular than elsewhere", ONE),
        (f"higher_than {OTHER}", "higher than the comparator", ONE),
        (f"similar_to {OTHER}", "similar to the comparator", ONE),
        ("increasing", "rising", ONE),
        ("at_least 1", "not met", ONE),
        ("raised", "was raised in the minutes", ONE),
        ("raised", "minuted", ONE),
    ],
)
def test_words_that_the_predicate_proves_stand(predicate: str, words: str, reference: str) -> None:
    assert list(unfit(binding(predicate, words, reference))) == []


@pytest.mark.parametrize(
    ("predicate", "words", "what"),
    [
        ("at_least 1", "the most common", "'most'"),
        ("at_least 1", "every school", "'every'"),
        ("first", "every session", "'every'"),
        ("first", "nobody", "'nobody'"),
        ("most", "all of them", "'all'"),
        ("few", "hardly more than none", "'more'"),
        (f"lower_than {OTHER}", "higher than elsewhere", "'higher'"),
        (f"higher_than {OTHER}", "fewer than elsewhere", "'fewer'"),
        (f"similar_to {OTHER}", "higher than elsewhere", "'higher'"),
        ("first", "95 of 100", "'95'"),
        ("most", "ｔｗｏ thirds", "'two'"),
        ("most", "tw\u00adice as many", "'twice'"),
        ("few 0.3", "less than half", "'half'"),
        ("at_least 0.4", "growing", "'growing'"),
        ("raised", "there is no agreed threshold", "claims more than that it was raised"),
        ("raised", "raised by every agency", "'every'"),
        ("at_least 0.01", "raised", "proves only that it was raised"),
        ("raised", "r\u0430ised", "different alphabets"),
        ("at_least 2", "the busiest week", "'the busiest'"),
    ],
)
def test_words_beyond_the_predicate_are_refused(predicate: str, words: str, what: str) -> None:
    found = [told for told, _ in unfit(binding(predicate, words))]
    assert any(what in told for told in found), found


def test_words_beside_a_format_are_not_shown_and_so_refused() -> None:
    (statement,) = parse_prose("{{ survey/x?option=a | percent | most people }}").statements()
    assert [told for told, _ in unfit(statement.bindings()[0])]
