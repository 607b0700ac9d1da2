"""A release makes ready what pages read, so that the first page after it computes nothing and shows what it counts."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.test import Client
from lxml import html
from pytest_django import DjangoCaptureOnCommitCallbacks
from tests.factories import people
from tests.factories.survey_results import answered_programme
from tests.factories.surveys import many

from thinking_together.analysis import disclosure
from thinking_together.analysis.giving_way import GivingWay
from thinking_together.analysis.mentions import Resource
from thinking_together.core.permissions import Role
from thinking_together.core.progress import Step
from thinking_together.core.tasks.models import Job
from thinking_together.core.writes import SYSTEM
from thinking_together.evidence import standing
from thinking_together.programmes.models import Programme
from thinking_together.survey.domain import purging
from thinking_together.survey.domain.making_ready import KIND, make_all_ready
from thinking_together.survey.domain.releasing import make_release
from thinking_together.survey.domain.releasing_ahead import prepare
from thinking_together.survey.held import kept
from thinking_together.survey.held.naming import name_of
from thinking_together.survey.models import Response
from thinking_together.survey.results.concerns import HOLDER
from thinking_together.survey.results.mentioning import current, keep_list

pytestmark = pytest.mark.django_db
SAYS = ("Young Minds", "kooth, of course", "Papyrus, and Kooth")


def said(start: int, times: int, counted: str) -> list[dict[str, str]]:
    rows = many(start, times, training="on_the_job|mhfa")
    few = {"knowledge.coping": "agree_2"}  # of three, who may not be told
    return [
        {**row, **(few if at < 3 else {}), "websites": SAYS[at % 3], "counted_from": counted}
        for at, row in enumerate(rows)
    ]


@pytest.fixture
def programme(tmp_path: Path) -> Programme:
    return answered_programme(tmp_path / "in", [*said(0, 30, "1"), *said(30, 24, "")])


@pytest.fixture
def analyst(programme: Programme) -> Client:
    return people.visit(people.member(programme, Role.ANALYST).person, second_factor=True)


def rows(analyst: Client, programme: Programme, page: str) -> list[list[str]]:
    answer = analyst.get(f"/p/{programme.slug}/survey/results/{page}")
    assert answer.status_code == 200
    found = html.fromstring(answer.content).xpath("//table/tbody/tr")
    return [[" ".join(cell.text_content().split()) for cell in row][:4] for row in found]


def decides(monkeypatch: pytest.MonkeyPatch, work: Callable[[], None]) -> bool:
    """Whether the work decides what to hide."""
    asked: list[object] = []
    needed = GivingWay.needed
    with monkeypatch.context() as watched:
        watched.setattr(GivingWay, "needed", lambda *told: asked.append(told) or needed(*told))
        work()
    return bool(asked)


def nothing_is_decided(monkeypatch: pytest.MonkeyPatch) -> None:
    """As in a process that has opened nothing."""
    standing.forget()
    disclosure.forget()
    monkeypatch.setattr(GivingWay, "needed", lambda *told: pytest.fail("a page decided what to hide"))


def asked_for(programme: Programme) -> list[str]:
    return list(Job.objects.filter(kind=KIND, open=True).values_list("subject", flat=True))


def nothing_is_computed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept.Kept, "_renewed", lambda *told: pytest.fail("a page computed what is kept"))


def test_the_first_pages_after_a_release_compute_nothing_and_count_it(
    analyst: Client,
    programme: Programme,
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    pages = ("of/training?by=sector", "of/mentions.websites", "words/websites?order=length")
    before = [rows(analyst, programme, page) for page in pages]
    assert "30 of 30" in str(before[0]) and "20 of 30" in str(before[1])
    with django_capture_on_commit_callbacks(execute=True):
        make_release(programme=programme, by=SYSTEM)
    nothing_is_computed(monkeypatch)
    after = [rows(analyst, programme, page) for page in pages]
    assert "54 of 54" in str(after[0]) and "36 of 54" in str(after[1])
    assert [row[0] for row in after[2]] == [SAYS[2]] * 18 + [SAYS[1]] * 7  # the longest first, 25 a page
    assert not any(one == other for one, other in zip(before, after, strict=True))


def test_a_release_that_is_taken_back_leaves_what_is_kept(
    analyst: Client, programme: Programme, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = rows(analyst, programme, "of/training?by=sector")
    monkeypatch.setattr(
        "thinking_together.core.writes.add_event", lambda **told: (_ for _ in ()).throw(OSError("the disk is full"))
    )
    with pytest.raises(OSError, match="full"):
        make_release(programme=programme, by=SYSTEM)
    monkeypatch.undo()
    nothing_is_computed(monkeypatch)
    assert rows(analyst, programme, "of/training?by=sector") == before


def test_answers_that_come_make_nothing_anew_and_change_no_page(
    analyst: Client, programme: Programme, monkeypatch: pytest.MonkeyPatch
) -> None:
    pages = ("of/training?by=sector", "of/mentions.websites", "words/websites?order=length")
    before = [rows(analyst, programme, page) for page in pages]
    came = Response.objects.get(key="r40")
    came.pk, came.key = None, "came"
    came.save(force_insert=True)
    people.member(programme, Role.VIEWER, "new@smallshire.example")  # an event: columns are opened anew
    nothing_is_computed(monkeypatch)
    assert [rows(analyst, programme, page) for page in pages] == before


def test_another_list_of_resources_is_counted_in_its_own_write(
    analyst: Client, programme: Programme, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows(analyst, programme, "of/mentions.websites")
    version = programme.questionnaires.get()
    number, resources = current(version, "websites")
    wanted = (*resources, Resource("papyrus", "Papyrus", ()))
    keep_list(programme=programme, item="websites", seen=number, resources=wanted, by=SYSTEM)
    nothing_is_computed(monkeypatch)
    assert "10 of 30" in str([row for row in rows(analyst, programme, "of/mentions.websites") if row[0] == "Papyrus"])


def test_answers_that_are_alike_stand_in_no_order_of_coming(analyst: Client, programme: Programme) -> None:
    """The same words are told apart by their place alone; nothing of a response decides it."""
    import json

    from thinking_together.survey.form.reading import from_content
    from thinking_together.survey.held.ordering import kept_order, place_of

    version = programme.questionnaires.get()
    order = kept_order(version, from_content(json.loads(version.document)))
    first, again = (order._renewed(None)[place_of("websites")].to_list() for _ in range(2))
    assert sorted(first) == sorted(again) == list(range(1, 55)) and first != again
    assert first != sorted(first)


PAGES = ("of/training?by=sector", "of/knowledge.coping", "of/mentions.websites", "of/neutral_items")


@pytest.fixture
def on_disk(settings: LazySettings) -> None:
    where = settings.VAR / "decisions"
    settings.CACHES = settings.CACHES | {"decisions": settings.CACHES["default"] | {"LOCATION": where}}
    disclosure.forget()


def test_once_results_are_ready_no_page_decides_or_computes(
    on_disk: None,
    analyst: Client,
    programme: Programme,
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        make_release(programme=programme, by=SYSTEM)
    assert decides(monkeypatch, lambda: make_all_ready(programme))
    nothing_is_decided(monkeypatch)
    nothing_is_computed(monkeypatch)
    for page in ("of/training", "of/training?by=sector", "of/knowledge.coping?by=years", "of/neutral_items?by=sector"):
        assert rows(analyst, programme, page)
    together = "of/training?by=sector&group=health&group=education&how=pooled"
    assert "54 of 54" in str(rows(analyst, programme, together))


def test_a_release_asks_for_results_once_and_one_that_is_taken_back_does_not(
    programme: Programme, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as broken:
        broken.setattr("thinking_together.core.writes.add_event", lambda **told: (_ for _ in ()).throw(OSError("full")))
        with pytest.raises(OSError, match="full"):
            make_release(programme=programme, by=SYSTEM)
    assert not asked_for(programme)
    for _ in range(2):
        make_release(programme=programme, by=SYSTEM)
    assert asked_for(programme) == [f"results/{programme.pk}"]


def test_words_that_are_taken_out_ask_for_results(programme: Programme) -> None:
    HOLDER.take(programme, name_of("r1", "websites"))
    assert asked_for(programme) == [f"results/{programme.pk}"]


def test_a_purge_asks_for_results(programme: Programme) -> None:
    assert purging.remove(f"{programme.slug}/{name_of('r1', 'websites')}") == 1
    assert asked_for(programme) == [f"results/{programme.pk}"]


def test_answers_that_change_while_results_are_made_ready_are_in_them(
    programme: Programme, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The last pass is of the answers as they are when it ends."""
    passes: list[int] = []

    def told(step: Step) -> None:
        if not step.done and step.doing == "Figures":
            passes.append(Response.objects.filter(trial=False).count())
        if len(passes) == 1 and Response.objects.filter(key="r1"):
            Response.objects.filter(key="r1").delete()

    make_all_ready(programme, told)
    assert passes == [54, 53]


def test_what_is_decided_ahead_is_what_pages_ask_once_the_release_stands(
    on_disk: None,
    analyst: Client,
    programme: Programme,
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    before = [rows(analyst, programme, page) for page in PAGES]
    assert decides(monkeypatch, lambda: prepare(programme))
    assert [rows(analyst, programme, page) for page in PAGES] == before  # nothing is counted by it
    with django_capture_on_commit_callbacks(execute=True):
        make_release(programme=programme, by=SYSTEM)
    nothing_is_decided(monkeypatch)
    nothing_is_computed(monkeypatch)
    after = [rows(analyst, programme, page) for page in PAGES]
    assert not any(one == other for one, other in zip(before, after, strict=True))


def test_answers_that_join_after_it_was_decided_ahead_are_counted_too(
    on_disk: None, analyst: Client, programme: Programme
) -> None:
    prepare(programme)
    came = Response.objects.get(key="r40")
    came.pk, came.key = None, "came"
    came.save(force_insert=True)
    make_release(programme=programme, by=SYSTEM)
    assert "55 of 55" in str(rows(analyst, programme, "of/training?by=sector"))


def test_answers_that_come_while_results_are_made_ready_begin_nothing_again(programme: Programme) -> None:
    """Else a worker would not end as long as people answer."""
    passes: list[int] = []

    def told(step: Step) -> None:
        if not step.done and step.doing == "Figures":
            passes.append(step.of)
            came = Response.objects.get(key="r40")
            came.pk, came.key, came.stamp = None, f"came{len(passes)}", len(passes)
            came.save(force_insert=True)
            assert len(passes) < 3

    make_all_ready(programme, told)
    assert len(passes) == 1
