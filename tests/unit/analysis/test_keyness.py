from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from thinking_together.analysis.keyness import SIGNIFICANT, GroupText, concordance, keyness, log_likelihood


def test_the_limit_is_a_chi_square_of_0_01() -> None:
    assert stats.chi2.isf(0.01, 1) == pytest.approx(SIGNIFICANT, abs=0.005)


@given(st.integers(0, 500), st.integers(0, 500), st.integers(500, 20_000), st.integers(500, 20_000))
def test_log_likelihood_as_scipy_computes_it(a: int, b: int, c: int, d: int) -> None:
    """Rayson and Garside's G2: observed and expected occurrences of the word in both corpora, power divergence 0."""
    if a + b == 0:
        assert log_likelihood(a, b, c, d) == 0
        return
    expected = [c * (a + b) / (c + d), d * (a + b) / (c + d)]
    theirs = stats.power_divergence([a, b], expected, lambda_="log-likelihood").statistic
    assert float(log_likelihood(a, b, c, d)) == pytest.approx(max(theirs, 0), rel=1e-9, abs=1e-9)


def test_a_word_as_frequent_in_both_is_not_key() -> None:
    assert log_likelihood([10, 10], [20, 0], [1000, 1000], [2000, 1000]).tolist() == pytest.approx(
        [0.0, 20 * 0.6931471805599453]
    )


TEXTS = [
    *(GroupText(f"e{i}", "education", "Training about parents. Parents ring school; parents worry.") for i in range(6)),
    *(GroupText(f"h{i}", "health", "Training about capacity. Capacity is short on the ward.") for i in range(6)),
    GroupText("h9", "health", "gardening " * 12),
]


def test_each_group_has_its_words() -> None:
    found = {(k.group, k.word): k for k in keyness(TEXTS)}
    parents = found["education", "parents"]
    assert (parents.count, parents.rest, parents.texts) == (18, 0, 6)
    size = sum(len(t.text.split()) for t in TEXTS if t.group == "education")
    rest_size = sum(len(t.text.split()) for t in TEXTS if t.group == "health")
    assert parents.log_likelihood == pytest.approx(float(log_likelihood(18, 0, size, rest_size)))
    assert parents.log_ratio == pytest.approx(math.log2((18 / size) / (0.5 / rest_size)))
    assert ("health", "capacity") in found
    assert ("health", "training") not in found
    assert ("education", "capacity") not in found


def test_one_talkative_person_sets_no_theme() -> None:
    assert ("health", "gardening") not in {(k.group, k.word) for k in keyness(TEXTS)}
    assert ("health", "gardening") in {(k.group, k.word) for k in keyness(TEXTS, least_texts=1)}


def test_strongest_first_and_words_can_be_left_out() -> None:
    found = keyness(TEXTS, least=0)
    education = [k for k in found if k.group == "education"]
    assert education[0].word == "parents"
    assert [k.log_likelihood for k in education] == sorted((k.log_likelihood for k in education), reverse=True)
    without = keyness(TEXTS, ignore={"parents"}, least=0)
    assert "parents" not in {k.word for k in without}
    assert {k.word: k.log_likelihood for k in found if k.word == "capacity"} == {
        k.word: k.log_likelihood for k in without if k.word == "capacity"
    }


def test_one_group_alone_has_no_keywords() -> None:
    assert keyness(TEXTS[:6]) == ()
    assert keyness([]) == ()


def test_concordance_shows_the_passage_as_written() -> None:
    text = GroupText("t1", "g", "We met Parents’ needs, then the parents' needs grew.")
    lines = concordance([text], "PARENTS needs", width=8)
    assert [(line.before, line.keyword, line.after) for line in lines] == [
        ("We met ", "Parents’ needs", ", then t"),
        ("hen the ", "parents' needs", " grew."),
    ]
    assert {line.ref for line in lines} == {"t1"}


def test_concordance_needs_a_word() -> None:
    with pytest.raises(ValueError, match="no word"):
        concordance([], " — ")


@given(st.text(max_size=80), st.integers(0, 30))
def test_every_line_is_a_piece_of_its_text(text: str, width: int) -> None:
    for line in concordance([GroupText("t", "g", text)], "a", width):
        assert line.before + line.keyword + line.after in text
        assert len(line.before) <= width
        assert len(line.after) <= width
