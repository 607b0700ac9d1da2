"""Agreement of coders is a figure where the approach declares a unit of agreement, and of what two people read."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from thinking_together.analysis.tables import Kind, State, Table
from thinking_together.core.tabular import Reading
from thinking_together.evidence.figures import Unresolved
from thinking_together.evidence.formats import show
from thinking_together.evidence.resolve import Resolver
from thinking_together.programmes.models import Programme
from thinking_together.synthesis.double_coding import passages_of
from thinking_together.synthesis.files import PART

from .conftest import Files

SECOND = "reflection/s1/q1/0,parental_response,0,7,mo\nreflection/s1/q1/2,parental_response,3,9,mo\n"


@pytest.fixture
def resolver(programme: Programme, files: Files, read_from: Callable[[Files], Reading]) -> Callable[..., Resolver]:
    def resolve(**changes: str) -> Resolver:
        told = files | {"synthesis/codings.csv": files["synthesis/codings.csv"] + SECOND}
        for name, text in changes.items():
            told[name.replace("__", "/").replace("_yaml", ".yaml")] = text
        reading = read_from(told)
        parsed = PART.read(reading)
        assert reading.problems.found == []
        PART.save(programme, parsed)
        return Resolver(programme)

    return resolve


def table(resolver: Resolver, reference: str) -> Table:
    answer = resolver.resolve(reference)
    assert isinstance(answer, Table), answer
    return answer


def test_texts_of_a_session_that_two_people_read_are_compared(resolver: Callable[..., Resolver]) -> None:
    """Session 1 has three texts; the second reader found less in one and more in one that the first left empty."""
    found = resolver()
    share = table(found, "reflection/coding_agreement")
    assert show(share, "n_of_total") == "3 of 6" and show(share, "percent") == "50%"
    kappa = table(found, "reflection/coding_kappa")
    assert kappa.kind is Kind.MEAN and show(kappa, "mean", "2") == "-0.29"
    assert "pooled over codes" in kappa.method and "3 answers" in kappa.notes[0] and "settled" in kappa.notes[0]
    by_code = table(found, "reflection/coding_agreement?code=*")
    assert {s.key("code"): (s.numerator, s.denominator) for s in by_code.statistics} == {
        "parental_response": (1, 3),
        "asking_for_help": (2, 3),
    }


def test_few_answers_of_the_survey_are_not_given_away(resolver: Callable[..., Resolver]) -> None:
    found = resolver()
    for name in ("coding_agreement", "coding_kappa"):
        answer = found.resolve(f"survey/{name}")
        assert isinstance(answer, Unresolved) or answer.one().state is State.SUPPRESSED
        assert isinstance(found.resolve(f"survey/{name}?code=parental_response"), Unresolved)


def test_what_one_person_coded_has_no_agreement(resolver: Callable[..., Resolver]) -> None:
    assert isinstance(resolver().resolve("baseline/coding_agreement"), Unresolved)


def test_a_reflexive_analysis_tells_no_agreement(resolver: Callable[..., Resolver]) -> None:
    found = resolver(synthesis__approach_yaml="approach: reflexive\n")
    assert isinstance(found.resolve("reflection/coding_agreement"), Unresolved)
    assert isinstance(found.resolve("reflection/coding_kappa"), Unresolved)


def test_paragraphs_are_compared_one_by_one() -> None:
    body = "One.\n\nTwo, on\ntwo lines.\n \n\nThree."
    assert [body[start:end] for start, end in passages_of(body, "paragraph")] == [
        "One.",
        "Two, on\ntwo lines.",
        "Three.",
    ]
    assert passages_of(body, "answer") == [(0, len(body))]
