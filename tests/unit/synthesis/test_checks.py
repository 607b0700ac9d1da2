"""What a finding lacks to be final."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.factories.reasons import reason

from thinking_together.evidence.prose import parse_prose
from thinking_together.programmes.models import PhaseCode
from thinking_together.synthesis.checks import Lack, lacks_of
from thinking_together.synthesis.seen import ConfidenceView, FindingView, NegativeCaseView, TriangulationView
from thinking_together.synthesis.vocabulary import Component


def triangulation(
    code: str, phase: PhaseCode, convergence: str = "agreement", explanation: str | None = None
) -> TriangulationView:
    told = reason(code, phase.value) if explanation is None else explanation
    return TriangulationView(phase.value, str(phase.label), convergence, convergence, "", told)


def final(code: str = "f01") -> FindingView:
    """A finding that lacks nothing."""
    return FindingView(
        code=code,
        title="Title",
        kind="finding",
        kind_label="Finding",
        theme="parents",
        theme_title="Parents",
        headline=False,
        body=parse_prose("Words."),
        triangulation=tuple(triangulation(code, phase) for phase in PhaseCode),
        confidence=tuple(
            ConfidenceView(c.value, str(c.label), "high", "high", reason(code, c.value)) for c in Component
        ),
        negative_cases=(NegativeCaseView("Sessions without", "None", reason(code, "against")),),
        recommendations=(),
    )


def told(*findings: FindingView) -> list[str]:
    return [lack.what for lack in lacks_of(findings)]


def test_findings_that_lack_nothing_are_final() -> None:
    assert lacks_of([final("f01"), final("f02")]) == ()


@pytest.mark.parametrize("phase", list(PhaseCode))
def test_each_of_the_six_phases_must_be_triangulated(phase: PhaseCode) -> None:
    rest = tuple(row for row in final().triangulation if row.phase != phase.value)
    assert told(replace(final(), triangulation=rest)) == [f"triangulation says nothing of the phase {phase.label}"]


@pytest.mark.parametrize("component", list(Component))
def test_each_component_of_confidence_must_be_judged(component: Component) -> None:
    rest = tuple(row for row in final().confidence if row.component != component.value)
    assert told(replace(final(), confidence=rest)) == [f"{component.label} is not judged"]


@pytest.mark.parametrize("blank", ["", " \n", "–", "..."])
def test_an_explanation_that_says_nothing_is_none(blank: str) -> None:
    rows = final().triangulation
    dissonant = triangulation("f01", PhaseCode.SURVEY, "dissonance", blank)
    changed = tuple(dissonant if row.phase == "survey" else row for row in rows)
    assert told(replace(final(), triangulation=changed)) == [
        "the dissonance of the phase Workforce survey is not explained"
    ]
    confidence = (replace(final().confidence[0], explanation=blank), *final().confidence[1:])
    assert told(replace(final(), confidence=confidence)) == [
        "the judgement of methodological limits has no explanation"
    ]
    silent = tuple(replace(row, explanation=blank) if row.phase == "survey" else row for row in rows)
    assert told(replace(final(), triangulation=silent)) == [
        "the agreement of the phase Workforce survey has no explanation"
    ]


@pytest.mark.parametrize(
    ("case", "what"),
    [
        (NegativeCaseView(" ", "None", "It holds."), "a negative case does not say what was looked for"),
        (NegativeCaseView("Sessions", "", "It holds."), "a negative case does not say what was found"),
        (NegativeCaseView("Sessions", "None", "-"), "a negative case does not say what it means"),
        (None, "no negative case was looked for"),
    ],
)
def test_negative_cases_are_looked_for_and_written_down(case: NegativeCaseView | None, what: str) -> None:
    assert told(replace(final(), negative_cases=(case,) if case else ())) == [what]


def test_a_finding_belongs_to_a_theme_but_a_limitation_need_not() -> None:
    assert told(replace(final(), theme="", theme_title="")) == ["it belongs to no theme"]
    assert told(replace(final(), theme="", theme_title="", kind="limitation")) == []


FIRST = reason("f01", "against")


@pytest.mark.parametrize(
    "copy",
    [
        FIRST,
        f"  {FIRST.upper().replace(' ', '   ')} ",
        f"“{FIRST}”!",
        FIRST.replace("Staff", "Ｓｔａｆｆ"),
        FIRST.replace("spoke", "sp\u00adoke"),
        FIRST.replace("spoke", "sp\u200boke"),
        FIRST.replace("spoke", "sp&shy;oke"),
        FIRST.replace("spoke", "*spoke*"),
        FIRST.replace("Staff", "Clinicians"),
        FIRST.replace(" spoke of", ""),
        f"Indeed, {FIRST}",
        " ".join(reversed(FIRST.split())),
    ],
)
def test_words_used_twice_are_told_with_where_they_stood_first(copy: str) -> None:
    second = replace(final("f02"), negative_cases=(NegativeCaseView("Sessions", "None", copy),))
    assert lacks_of([final("f01"), second]) == (
        Lack(
            "f02",
            "negative case 1 is explained in the same words as negative case 1 of f01",
            "Write what is particular to this judgement.",
        ),
    )


def explained_so(text: str) -> FindingView:
    rows = final().confidence
    changed = tuple(replace(row, explanation=text) if row.component == "coherence" else row for row in rows)
    return replace(final(), confidence=changed)


@pytest.mark.parametrize(
    "text",
    [
        "The data are adequate.",
        "Coherence is high, as the evidence is coherent.",
        "Simple and well supported.",
        "No concerns.",
        "As above.",
        "n/a",
        "The finding is well supported by the data in all phases.",
        "We judged this to be high.",
    ],
)
def test_an_explanation_that_would_fit_any_finding_is_refused(text: str) -> None:
    assert told(explained_so(text)) == [
        f"the explanation of the judgement of coherence would fit any finding: “{text}”"
    ]


@pytest.mark.parametrize(
    "text", ["Parents were described by staff and not asked.", "Held by {{ survey/x | percent }}."]
)
def test_an_explanation_with_something_particular_stands(text: str) -> None:
    assert told(explained_so(text)) == []


def test_words_copied_within_a_finding_are_told_too() -> None:
    finding = final()
    copied = replace(finding.triangulation[1], explanation=finding.confidence[0].explanation)
    rows = (finding.triangulation[0], copied, *finding.triangulation[2:])
    assert len(told(replace(finding, triangulation=rows))) == 1


def test_all_that_is_lacking_is_told_at_once_finding_by_finding() -> None:
    bare = replace(final("f02"), triangulation=(), confidence=(), negative_cases=(), theme="")
    found = lacks_of([final("f01"), bare])
    assert len(found) == 1 + 6 + 5 + 1
    assert {lack.finding for lack in found} == {"f02"}
    assert all(lack.remedy for lack in found)
