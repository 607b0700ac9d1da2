"""In what share of sessions, answers and meetings a code was found, through references."""

from __future__ import annotations

import pytest

from thinking_together.analysis.tables import Kind, RawCell, RawTable, Source, State, Table
from thinking_together.evidence import figures
from thinking_together.evidence.figures import FigureInfo, Reason, Selection, Unresolved
from thinking_together.evidence.models import Text
from thinking_together.evidence.predicates import judge
from thinking_together.evidence.prose import parse_prose
from thinking_together.evidence.resolve import Resolver
from thinking_together.programmes.models import Programme
from thinking_together.synthesis import models

pytestmark = pytest.mark.django_db


def table(programme: Programme, reference: str) -> Table:
    answer = Resolver(programme).resolve(reference)
    assert isinstance(answer, Table), answer
    return answer


def counts(programme: Programme, reference: str) -> tuple[float | None, float | None]:
    one = table(programme, reference).one()
    return one.numerator, one.denominator


def test_a_code_is_found_in_a_share_of_the_sessions(saved: Programme) -> None:
    one = table(saved, "reflection/asking_for_help").one()
    assert (one.kind, one.numerator, one.denominator) == (Kind.PROPORTION, 1, 3)


def test_a_parent_counts_its_children_and_a_unit_once(saved: Programme) -> None:
    assert counts(saved, "reflection/parents") == (3, 3)
    assert counts(saved, "reflection/parents?measure=passages") == (5, None)


def test_a_sector_is_counted_in_the_sessions_in_which_it_spoke(saved: Programme) -> None:
    shown = table(saved, "reflection/parental_response?sector=*")
    assert [d.values for d in shown.dimensions] == [(("health", "Health"), ("education", "Education"))]
    health, education = shown.at(sector="health"), shown.at(sector="education")
    assert (health.numerator, health.denominator) == (1, 2)
    assert (education.numerator, education.denominator) == (2, 3)


def test_sectors_pooled_count_a_session_once(saved: Programme) -> None:
    assert counts(saved, "reflection/parental_response?sector=health+education") == (2, 3)
    assert counts(saved, "reflection/parental_response?sector=-health") == (2, 3)


def test_passages_session_by_session_let_a_sentence_say_every(saved: Programme) -> None:
    shown = table(saved, "reflection/parental_response?session=*")
    assert shown.kind is Kind.COUNT
    assert [(s.key("session"), s.value) for s in shown.statistics] == [("s1", 2), ("s2", 1), ("s3", 1)]
    assert shown.dimensions[0].label_of("s2") == "Session 2"
    (binding,) = parse_prose("{{ reflection/parental_response?session=* | is: every | x }}").statements()[0].bindings()
    assert judge(binding, Resolver(saved)).holds
    (never,) = parse_prose("{{ reflection/asking_for_help?session=* | is: every | x }}").statements()[0].bindings()
    assert not judge(never, Resolver(saved)).holds


@pytest.mark.parametrize("sectors", ["health", "*", "health+education", "-health"])
def test_a_sector_in_one_session_may_be_one_person_and_is_not_told(saved: Programme, sectors: str) -> None:
    for sessions in ("s1", "*"):
        answer = Resolver(saved).resolve(f"reflection/parental_response?sector={sectors}&session={sessions}")
        assert isinstance(answer, Unresolved) and answer.reason is Reason.SUPPRESSED


def test_the_children_of_a_code_and_the_themes_can_be_ranked(saved: Programme) -> None:
    assert table(saved, "reflection/parents?child=*").at(child="asking_for_help").numerator == 1
    for words in ("reflection/parents?child=parental_response", "reflection/themes?theme=parents"):
        (binding,) = parse_prose(f"{{{{ {words} | is: first | x }}}}").statements()[0].bindings()
        assert judge(binding, Resolver(saved)).holds
    assert counts(saved, "reflection/themes?theme=staff") == (0, 3)
    assert counts(saved, "reflection/themes") == (3, 3)


def test_agencies_are_counted_but_never_named(saved: Programme) -> None:
    assert counts(saved, "baseline/parental_response") == (1, 3)
    shown = table(saved, "baseline/parental_response?meeting=*")
    assert [s.key("meeting") for s in shown.statistics] == ["m1"]
    answer = Resolver(saved).resolve("baseline/parental_response?meeting=council")
    assert isinstance(answer, Unresolved) and answer.reason is Reason.UNKNOWN


def test_single_answers_to_the_survey_cannot_be_asked_for(saved: Programme) -> None:
    info = next(i for r in figures.openers("survey") for i in r(saved).figures() if i.name == "parental_response")
    assert [d.name for d in info.dimensions] == ["sector", "measure"]


def test_in_the_survey_a_small_group_is_hidden_and_not_given_back(saved: Programme) -> None:
    """Four police officers answered: neither their cell nor the one that would give it back is shown."""
    shown = table(saved, "survey/parental_response?sector=*")
    assert shown.policy == "survey"
    states = {s.key("sector"): s.state for s in shown.statistics}
    assert states["police"] is State.SUPPRESSED
    assert list(states.values()).count(State.SUPPRESSED) == 2
    assert counts(saved, "survey/parental_response") == (25, 40)


@pytest.mark.parametrize("measure", ["units", "passages"])
@pytest.mark.parametrize("sector", ["police", "-police", "health+education", "-health,education", "police+health"])
def test_no_question_about_the_survey_gives_the_small_group(saved: Programme, sector: str, measure: str) -> None:
    answer = Resolver(saved).resolve(f"survey/parental_response?sector={sector}&measure={measure}")
    assert isinstance(answer, Unresolved) and answer.reason is Reason.SUPPRESSED


def test_passages_are_hidden_with_the_people_they_come_from(saved: Programme) -> None:
    units = table(saved, "survey/parental_response?sector=*")
    passages = table(saved, "survey/parental_response?sector=*&measure=passages")
    assert [s.state for s in units.statistics] == [s.state for s in passages.statistics]
    assert table(saved, "survey/parental_response?measure=passages").one().value == 25


def test_a_passage_coded_alike_by_two_people_counts_once(saved: Programme) -> None:
    assert models.Coding.objects.filter(text__phase="survey").count() == 31
    assert counts(saved, "survey/parental_response?measure=passages") == (25, None)


def test_only_the_newest_version_of_a_text_is_counted(saved: Programme) -> None:
    old = Text.objects.get(programme=saved, ref="reflection/s1/q1/0")
    Text.objects.create(
        programme=saved, phase=old.phase, ref=old.ref, version=2, unit=old.unit, sector=old.sector, body="New."
    )
    assert counts(saved, "reflection/asking_for_help") == (0, 3)


def test_both_measures_together_are_no_question(saved: Programme) -> None:
    answer = Resolver(saved).resolve("reflection/parents?measure=*")
    assert isinstance(answer, Unresolved) and "one measure" in answer.detail


def test_a_phase_without_texts_has_no_coded_figures(saved: Programme) -> None:
    assert isinstance(Resolver(saved).resolve("literature/parents"), Unresolved)


def test_who_reads_a_figure_is_told_its_source_and_who_coded(saved: Programme) -> None:
    shown = table(saved, "reflection/parental_response?sector=*")
    assert (shown.source.date, shown.source.invented) == ("December 2022", True)
    assert shown.title == "Parental response: share of sessions that raise it, by sector"
    assert "Coded by one person." in shown.notes
    assert "Coded by one person." not in table(saved, "survey/parental_response").notes
    one = table(saved, "reflection/parental_response?sector=health&measure=passages")
    assert one.title == "Parental response: passages, Health"


class OwnFigures:
    """A phase whose own figure is called like a code."""

    def __init__(self, programme: Programme) -> None:
        self.info = FigureInfo(
            "reflection",
            "parents",
            "Own",
            Kind.COUNT,
            "parents",
            (),
            "open",
            Source("Own", invented=programme.invented),
        )

    def figures(self) -> list[FigureInfo]:
        return [self.info]

    def raw(self, selection: Selection) -> RawTable:
        return RawTable("Own", Kind.COUNT, "parents", (), (RawCell((), 7),), self.info.source, "open")


def test_a_phases_own_figure_comes_before_a_code_of_the_same_name(
    saved: Programme, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(figures._openers, ("reflection", "reflection"), OwnFigures)
    assert table(saved, "reflection/parents").title == "Own"
