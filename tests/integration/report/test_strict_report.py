"""Strict publishing: each thing that keeps a report from being published is refused and named with its place."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from thinking_together.evidence.models import Citation
from thinking_together.programmes.models import Programme
from thinking_together.report.commands import ReportRefused, write_report
from thinking_together.report.domain.assemble import assemble
from thinking_together.report.models import Section
from thinking_together.report.strict import Refusal, check
from thinking_together.synthesis.models import Confidence, Finding, NegativeCase, Recommendation, RecommendationFinding

GOOD = "survey/training?option=on_the_job&sector=-health"


def refusals(programme: Programme) -> list[Refusal]:
    return check(assemble(programme, evidence_pictures=False).document, programme)


def body(text: str) -> Callable[[Programme], None]:
    def change(programme: Programme) -> None:
        Finding.objects.filter(programme=programme, code="f03").update(body=text)

    return change


def section(text: str) -> Callable[[Programme], None]:
    def change(programme: Programme) -> None:
        Section.objects.filter(programme=programme, code="context").update(body=text)

    return change


def drifted(programme: Programme) -> None:
    Citation.objects.create(programme=programme, citing="finding/f01", reference=GOOD, confirmed="0.5 (45/90) []")


def recommendation_alone(programme: Programme) -> None:
    RecommendationFinding.objects.filter(recommendation__code="r02").delete()


def figure_in_a_recommendation(programme: Programme) -> None:
    Recommendation.objects.filter(code="r02").update(text="Train 40 people.")


def copied(programme: Programme) -> None:
    Confidence.objects.filter(finding__code="f02", component="limits").update(explanation="Because of limits in f01.")


def no_negative_case(programme: Programme) -> None:
    NegativeCase.objects.filter(finding__code="f01").delete()


def no_headline(programme: Programme) -> None:
    Finding.objects.update(headline=False)


BROKEN = {
    "figure typed by hand": (body("Half of 30 people {{ " + GOOD + " | percent }}."), "f03.md", "'30' is typed"),
    "number word": (body("Three people {{ " + GOOD + " | percent }}."), "f03.md", "number word 'Three'"),
    "comparative": (body("Many more say so {{ " + GOOD + " | percent }}."), "f03.md", "comparative 'more'"),
    "no reference": (body("People like it."), "f03.md", "no evidence reference"),
    "unknown figure": (body("It is {{ survey/nothing | percent }}."), "f03.s1", "survey/nothing is unknown"),
    "unknown value": (body("It is {{ survey/training?option=x | percent }}."), "f03.s1", "is unknown"),
    "suppressed": (
        body("It is {{ survey/training?option=course&sector=police | percent }}."),
        "f03.s1",
        "sector=police is suppressed",
    ),
    "format": (body("It is {{ " + GOOD + " | rate }}."), "f03.s1", "cannot show"),
    "claim": (
        body("It is {{ survey/training?option=course&sector=-health | is: first | first }}."),
        "f03.s1",
        "is unsupported",
    ),
    "comparison the wrong way": (
        section(
            "Rates are {{ local_data/92796?age=10-14&area=X06000002&period=2020/21 | is: lower_than "
            "local_data/92796?age=10-14&area=X92000001&period=2020/21 | lower }}."
        ),
        "context.s1",
        "is unsupported",
    ),
    "picture of one figure": (
        body("::: picture " + GOOD + " |\nWhat {{ " + GOOD + " | percent }} say.\n:::"),
        "f03.p1",
        "cannot be drawn",
    ),
    "drift": (drifted, "f01.md", "was confirmed as 0.5 (45/90) [] and is now 0.637363"),
    "recommendation without finding": (recommendation_alone, "(r02)", "answers no finding"),
    "figure in a recommendation": (figure_in_a_recommendation, "(r02)", "'40' is typed"),
    "copied explanation": (copied, "f02.md", "in the same words as"),
    "no negative case": (no_negative_case, "f01.md", "no negative case"),
    "empty page one": (no_headline, "synthesis/findings", "page one has no finding"),
}


def test_the_small_programme_may_be_published(small: Programme) -> None:
    assert refusals(small) == []


@pytest.mark.parametrize("name", BROKEN)
def test_each_fault_is_refused_and_named(small: Programme, name: str) -> None:
    change, place, what = BROKEN[name]
    change(small)
    found = refusals(small)
    assert [r for r in found if place in r.place and what in r.what], [str(r) for r in found]
    assert all(r.remedy.endswith(".") for r in found)
    assert len(found) == len(set(found))


def test_a_refused_report_writes_nothing(small: Programme, tmp_path: Path) -> None:
    body("People like it.")(small)
    with pytest.raises(ReportRefused, match=r"f03\.md, text line 1: the sentence has no evidence reference"):
        write_report(small, tmp_path / "out", strict=True, cache=tmp_path / "cache")
    assert not (tmp_path / "out").exists()


def test_without_strict_what_is_missing_can_be_seen(small: Programme) -> None:
    body("A {{ survey/training?option=course&sector=police | percent }} b.\n\nC {{ survey/no | is: most | most }} d.")(
        small
    )
    text = " ".join(s.text for s in assemble(small, evidence_pictures=False).document.statements())
    assert "A [suppressed] b." in text
    assert "C [unknown: most] d." in text
