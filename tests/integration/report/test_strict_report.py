"""Strict publishing: each thing that keeps a report from being published is refused and named with its place."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from django.db.models import Model
from tests.factories.reasons import reason

from thinking_together.evidence.models import Citation
from thinking_together.programmes.models import Programme
from thinking_together.report.commands import ReportRefused, write_report
from thinking_together.report.domain.assemble import assemble
from thinking_together.report.models import Section
from thinking_together.report.strict import Refusal, check
from thinking_together.synthesis.models import (
    Confidence,
    Finding,
    NegativeCase,
    Recommendation,
    RecommendationFinding,
    Theme,
    Triangulation,
)

pytestmark = pytest.mark.one_engine("a fault is looked for in the document, whatever database it was read from")
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
    Confidence.objects.filter(finding__code="f02", component="limits").update(
        explanation=reason("f01", "limits").upper()
    )


def titled(programme: Programme) -> None:
    Finding.objects.filter(programme=programme, code="f02").update(title="Most staff learn tw\u00adice")


def theme_titled(programme: Programme) -> None:
    Theme.objects.filter(programme=programme).update(title="What two thirds say")


def boilerplate(programme: Programme) -> None:
    Confidence.objects.filter(finding__code="f02", component="limits").update(explanation="The data are adequate.")


def judged_with(model: type[Model], field: str, text: str) -> Callable[[Programme], None]:
    def change(programme: Programme) -> None:
        row = model._default_manager.filter(finding__code="f02").first()
        assert row is not None
        setattr(row, field, text)
        row.save()

    return change


def works(text: str) -> Callable[[Programme], None]:
    def change(programme: Programme) -> None:
        values = {"heading": "References", "body": text, "position": 7}
        Section.objects.update_or_create(programme=programme, code="references", defaults=values)

    return change


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
    "claim in a finding's title": (titled, "f02.md", "in the title, the comparative 'Most'"),
    "number in a theme's title": (theme_titled, "themes.csv", "in the title, the number word 'two'"),
    "boilerplate": (boilerplate, "f02.md", "would fit any finding"),
    "figure in triangulation": (
        judged_with(Triangulation, "explanation", "Clinicians in 4 teams lean on shadowing."),
        "triangulation.csv (f02",
        "the figure '4' is typed",
    ),
    "comparative in confidence": (
        judged_with(Confidence, "explanation", "Most clinicians lean on shadowing."),
        "confidence.csv (f02",
        "the comparative 'Most'",
    ),
    "number word in a negative case": (
        judged_with(NegativeCase, "found", "Two clinicians were content with shadowing."),
        "negative_cases.csv (f02",
        "the number word 'Two'",
    ),
    "suppressed figure in a judgement": (
        judged_with(
            Triangulation,
            "explanation",
            "Officers named a course: {{ survey/training?option=course&sector=police | percent }}.",
        ),
        "f02.why.",
        "sector=police is suppressed",
    ),
    "claim in a judgement that is not so": (
        judged_with(
            Confidence,
            "explanation",
            "A course is {{ survey/training?option=course&sector=-health | is: first | what staff name most }}.",
        ),
        "f02.why.",
        "is unsupported",
    ),
    "finding among published works": (
        works("- Skegg, K. (2005). Self-harm. Lancet, 366. Of our staff ４１% agree."),
        "07-references.md",
        "says more than where a work is found",
    ),
    "words beyond the predicate": (
        body("It is {{ " + GOOD + " | is: at_least 0.3 | the most common }}."),
        "f03.md",
        "does not prove 'most'",
    ),
    "copied explanation": (copied, "f02.md", "in the same words as"),
    "no negative case": (no_negative_case, "f01.md", "no negative case"),
    "empty page one": (no_headline, "synthesis/findings", "page one has no finding"),
}


@pytest.fixture
def small(standing: Programme, db: None) -> Programme:
    return Programme.objects.get(pk=standing.pk)


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
