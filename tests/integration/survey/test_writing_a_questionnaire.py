"""Drafts and versions of a questionnaire: nothing lost between two people, nothing published twice or changed after."""

from __future__ import annotations

import json
from typing import Any

import pytest
from tests.factories import people
from tests.factories.surveys import small_content

from thinking_together.core.audit import AuditEvent
from thinking_together.core.editing import Conflict
from thinking_together.core.permissions import Role
from thinking_together.core.writes import SYSTEM
from thinking_together.programmes.models import Programme
from thinking_together.survey.domain import drafting
from thinking_together.survey.domain.publishing import NotComparable, NotReady, VersionTaken, publish
from thinking_together.survey.drafts import NoDraft
from thinking_together.survey.form import drafted
from thinking_together.survey.held.queries import latest_version, shown_version
from thinking_together.survey.models import QuestionnaireDraft, QuestionnaireVersion, Release

pytestmark = pytest.mark.django_db


@pytest.fixture
def programme() -> Programme:
    made = people.programme("alder")
    for code in ("health", "education", "police"):
        made.sectors.create(code=code, name=code.title())
    return made


@pytest.fixture
def begun(programme: Programme) -> Programme:
    drafting.begin_draft(programme=programme, content=small_content(), begun_from="a test", by=SYSTEM)
    return programme


def content(programme: Programme) -> Any:
    return json.loads(QuestionnaireDraft.objects.get(programme=programme).document)


def seen(programme: Programme) -> str:
    return drafted.hash_of(content(programme))


def item(programme: Programme, code: str) -> Any:
    return drafted.item_of(content(programme), code)


def change(programme: Programme, code: str, version: str, **new: Any) -> str:
    told = {**item(programme, code), **new}
    return drafting.change_item(programme=programme, code=code, version=version, item=told, by=SYSTEM)


def publish_as_seen(programme: Programme, **more: Any) -> QuestionnaireVersion:
    told = {"seen": seen(programme), "comparison_ends": False, **more}
    return publish(programme=programme, by=SYSTEM, **told)


def events() -> list[str]:
    return list(AuditEvent.objects.order_by("pk").values_list("action", flat=True))


def test_a_second_beginning_takes_nothing_away(begun: Programme) -> None:
    with pytest.raises(drafting.DraftExists):
        drafting.begin_draft(programme=begun, content={**small_content(), "title": "X"}, begun_from="x", by=SYSTEM)
    assert content(begun)["title"] == "Workforce survey" and events().count("questionnaire.begun") == 1


def test_two_people_at_one_item_the_second_is_told_and_nothing_is_overwritten(begun: Programme) -> None:
    version = drafted.hash_of(item(begun, "years"))
    change(begun, "years", version, text="How many years?")
    with pytest.raises(Conflict) as told:
        change(begun, "years", version, text="For how long?")
    assert item(begun, "years")["text"] == "How many years?"
    (field,) = told.value.differing
    assert (field.theirs, field.yours) == ("How many years?", "For how long?")
    change(begun, "years", told.value.version, text="For how long?")
    assert item(begun, "years")["text"] == "For how long?"


def test_two_people_at_two_items_both_are_kept(begun: Programme) -> None:
    one, other = drafted.hash_of(item(begun, "years")), drafted.hash_of(item(begun, "training"))
    change(begun, "years", one, text="How many years?")
    change(begun, "training", other, text="Which training?")
    assert item(begun, "years")["text"] == "How many years?" and item(begun, "training")["text"] == "Which training?"


def test_an_item_sent_twice_is_there_once_and_one_that_is_no_question_is_not_kept(begun: Programme) -> None:
    new = {"code": "more", "kind": "text", "text": "And more?"}
    before = len(content(begun)["items"])
    for _ in range(2):
        drafting.add_item(programme=begun, item=new, after="years", by=SYSTEM)
    assert [i["code"] for i in content(begun)["items"]][-2:] == ["more", "websites"]
    assert len(content(begun)["items"]) == before + 1 and events().count("questionnaire.item_added") == 1
    with pytest.raises(drafted.NotWellFormed, match="needs 'choices'"):
        drafting.add_item(programme=begun, item={"code": "bad", "kind": "single", "text": "?"}, after="", by=SYSTEM)
    with pytest.raises(drafted.NotWellFormed, match="taken"):
        drafting.add_item(programme=begun, item={**new, "text": "Other"}, after="", by=SYSTEM)
    assert len(content(begun)["items"]) == before + 1


def test_what_others_look_at_cannot_be_taken_out(begun: Programme) -> None:
    def take_out(code: str, version: str = "") -> str:
        version = version or drafted.hash_of(item(begun, code))
        return drafting.remove_item(programme=begun, code=code, version=version, by=SYSTEM)

    with pytest.raises(drafting.StillLookedAt, match="enough"):
        take_out("training")
    with pytest.raises(Conflict):
        take_out("years", "0" * 64)
    take_out("enough")
    take_out("training")
    drafting.remove_item(programme=begun, code="training", version="gone", by=SYSTEM)
    assert {"enough", "training"}.isdisjoint(i["code"] for i in content(begun)["items"])
    assert events().count("questionnaire.item_removed") == 2


def test_items_move_and_stay_at_the_ends(begun: Programme) -> None:
    drafting.move_item(programme=begun, code="websites", up=True, by=SYSTEM)
    assert [i["code"] for i in content(begun)["items"]][-2:] == ["websites", "years"]
    drafting.move_item(programme=begun, code="consent", up=True, by=SYSTEM)
    assert content(begun)["items"][0]["code"] == "consent" and events().count("questionnaire.item_moved") == 1


def test_a_published_version_is_frozen_by_its_hash_and_sent_twice_is_published_once(begun: Programme) -> None:
    as_seen, document = seen(begun), QuestionnaireDraft.objects.get().document
    made = publish_as_seen(begun)
    assert (made.sha256, made.document, made.version) == (as_seen, document, "1")
    assert not QuestionnaireDraft.objects.exists()
    again = publish(programme=begun, seen=as_seen, comparison_ends=False, by=SYSTEM)
    assert again.pk == made.pk and QuestionnaireVersion.objects.count() == 1
    assert events().count("questionnaire.published") == 1
    with pytest.raises(NoDraft):
        publish(programme=begun, seen="0" * 64, comparison_ends=True, by=SYSTEM)


def test_nothing_changes_a_published_version(begun: Programme) -> None:
    made = publish_as_seen(begun)
    made.document = "{}"
    with pytest.raises(TypeError):
        made.save()
    with pytest.raises(TypeError):
        QuestionnaireVersion.objects.filter(pk=made.pk).update(document="{}")
    with pytest.raises(NoDraft):
        change_of = {"code": "years", "kind": "text", "text": "?"}
        drafting.change_item(programme=begun, code="years", version="", item=change_of, by=SYSTEM)
    assert drafted.hash_of(json.loads(QuestionnaireVersion.objects.get().document)) == made.sha256


def test_what_changed_since_it_was_seen_is_not_published(begun: Programme) -> None:
    before = seen(begun)
    change(begun, "years", drafted.hash_of(item(begun, "years")), text="How many years?")
    with pytest.raises(Conflict):
        publish(programme=begun, seen=before, comparison_ends=False, by=SYSTEM)
    assert not QuestionnaireVersion.objects.exists() and QuestionnaireDraft.objects.exists()
    with pytest.raises(Conflict):
        drafting.leave_draft(programme=begun, seen=before, by=SYSTEM)
    drafting.leave_draft(programme=begun, seen=seen(begun), by=SYSTEM)
    drafting.leave_draft(programme=begun, seen=before, by=SYSTEM)
    assert events().count("questionnaire.left") == 1


def refused(programme: Programme) -> None:
    with pytest.raises(NotReady):
        publish_as_seen(programme, comparison_ends=True)
    assert not QuestionnaireVersion.objects.exists()


def test_what_the_linter_finds_stands_in_the_way_however_often_it_is_confirmed(begun: Programme) -> None:
    change(begun, "websites", drafted.hash_of(item(begun, "websites")), text="What is your full name?")
    refused(begun)


def test_without_the_consent_first_nothing_is_published(begun: Programme) -> None:
    drafting.move_item(programme=begun, code="consent", up=False, by=SYSTEM)
    refused(begun)


def test_sectors_are_the_programmes(begun: Programme) -> None:
    begun.sectors.get(code="police").delete()
    refused(begun)


def test_codes_that_changed_between_waves_are_confirmed_or_refused(begun: Programme) -> None:
    first = publish_as_seen(begun)
    other = small_content()
    other["items"][-2] = {**other["items"][-2], "code": "years_worked"}
    drafting.begin_draft(programme=begun, content={**other, "version": "2"}, begun_from="version 1", by=SYSTEM)
    with pytest.raises(NotComparable):
        publish_as_seen(begun)
    second = publish_as_seen(begun, comparison_ends=True)
    assert (second.position, latest_version(begun)) == (first.position + 1, second)
    event = AuditEvent.objects.filter(action="questionnaire.published").order_by("pk").last()
    assert event is not None and event.details["comparison_ends"] is True


def test_a_version_has_a_name_of_its_own(begun: Programme) -> None:
    publish_as_seen(begun)
    drafting.begin_draft(programme=begun, content=small_content(), begun_from="version 1", by=SYSTEM)
    with pytest.raises(VersionTaken):
        publish_as_seen(begun)
    now = {"title": "Workforce survey", "version": "1"}
    new = {"title": "Again", "version": "2"}
    drafting.name_draft(programme=begun, version=drafted.hash_of(now), yours=new, by=SYSTEM)
    with pytest.raises(Conflict):
        drafting.name_draft(programme=begun, version=drafted.hash_of(now), yours={**new, "title": "O"}, by=SYSTEM)
    assert publish_as_seen(begun).title == "Again"


def test_a_new_wave_takes_nothing_from_the_figures_of_the_one_before(begun: Programme) -> None:
    first = publish_as_seen(begun)
    Release.objects.create(questionnaire=first, number=1, rules="1")
    drafting.begin_draft(programme=begun, content={**small_content(), "version": "2"}, begun_from="1", by=SYSTEM)
    second = publish_as_seen(begun)
    assert (shown_version(begun), latest_version(begun)) == (first, second)
    Release.objects.create(questionnaire=second, number=1, rules="1")
    assert shown_version(begun) == second


def test_a_closed_programme_takes_no_change(begun: Programme) -> None:
    from thinking_together.core.closed import ReadOnly
    from thinking_together.programmes.domain.closing import archive

    before = seen(begun)
    archive(programme=begun, by=people.member(begun, Role.LEAD).person)
    with pytest.raises(ReadOnly):
        publish_as_seen(begun)
    with pytest.raises(ReadOnly):
        drafting.move_item(programme=begun, code="years", up=True, by=SYSTEM)
    assert seen(begun) == before and not QuestionnaireVersion.objects.exists()
