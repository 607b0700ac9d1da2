"""Two people edit one text at the same time: nothing is overwritten, and the second is told with both texts."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import date

import pytest
from django.db import OperationalError, connection, connections, transaction
from django.template import engines
from tests.factories.shared_database import SharedDatabase

from thinking_together.core.editing import Conflict, Differing, Gone, edited, version_of
from thinking_together.core.faults import Fault, fault_of
from thinking_together.programmes.models import Programme

FIELDS = ("title", "subtitle")
LONG = "Ngozi 🧑🏽‍🤝‍🧑🏽 " * 12  # emoji of several code points each


def programme() -> Programme:
    return Programme.objects.create(
        slug="one", title="Before", subtitle="S", place="Fernshire", area_code="X06000001", as_of=date(2026, 3, 1)
    )


def save(pk: int, version: str, **yours: str) -> None:
    with edited(Programme, pk, FIELDS, version=version, yours=yours) as record:
        for name, value in yours.items():
            setattr(record, name, value)
        record.save(update_fields=list(yours))


@pytest.mark.django_db
def test_the_second_of_two_is_told_with_both_texts_and_the_first_text_stands() -> None:
    record = programme()
    opened = version_of(record, FIELDS)
    save(record.pk, opened, title="Theirs")
    with pytest.raises(Conflict) as raised:
        save(record.pk, opened, title="Mine", subtitle="S")
    assert raised.value.differing == (Differing("title", "Title", "Theirs", "Mine"),)
    record.refresh_from_db()
    assert record.title == "Theirs"
    save(record.pk, raised.value.version, title="Both")
    record.refresh_from_db()
    assert record.title == "Both"


@pytest.mark.django_db
def test_another_field_than_those_of_the_form_is_no_conflict_and_neither_is_the_same_text_twice() -> None:
    record = programme()
    opened = version_of(record, FIELDS)
    Programme.objects.update(place="Elsewhere")
    save(record.pk, opened, title="Mine")
    save(record.pk, opened, title="Mine")  # sent twice: done once, and nobody is alarmed
    record.refresh_from_db()
    assert (record.title, record.place) == ("Mine", "Elsewhere")


@pytest.mark.django_db
def test_a_record_that_is_gone_is_told() -> None:
    record = programme()
    opened = version_of(record, FIELDS)
    Programme.objects.all().delete()
    with pytest.raises(Gone):
        save(record.pk, opened, title="Mine")


@pytest.mark.django_db
def test_what_fails_within_the_edit_is_not_kept() -> None:
    record = programme()
    with (
        pytest.raises(ZeroDivisionError),
        edited(Programme, record.pk, FIELDS, version=version_of(record, FIELDS), yours={}) as held,
    ):
        held.title = "Half"
        held.save()
        raise ZeroDivisionError
    assert Programme.objects.get().title == "Before"


@pytest.mark.django_db
def test_both_texts_are_shown_whole_and_escaped() -> None:
    conflict = Conflict((Differing("title", "Title", "<b>Theirs</b>", LONG),), "v")
    source = '{% from "core/components.html" import edit_conflict %}{{ edit_conflict(c) }}'
    shown = engines["jinja2"].from_string(source).render({"c": conflict})
    assert "&lt;b&gt;Theirs&lt;/b&gt;" in shown
    assert LONG in shown
    assert 'href="#id_title"' in shown


def test_of_two_who_send_at_the_same_moment_one_is_told(in_threads: Callable[[], None], shared: SharedDatabase) -> None:
    record = programme()
    opened = version_of(record, FIELDS)
    in_threads()
    together = threading.Barrier(2)
    outcomes: dict[str, str] = {}

    def send(words: str) -> None:
        try:
            together.wait()
            save(record.pk, opened, title=words)
            outcomes[words] = "kept"
        except Conflict as conflict:
            outcomes[words] = conflict.differing[0].theirs
        finally:
            connections.close_all()

    threads = [threading.Thread(target=send, args=(words,)) for words in ("first", "second")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    kept = [words for words, outcome in outcomes.items() if outcome == "kept"]
    assert len(kept) == 1
    assert set(outcomes.values()) == {"kept", kept[0]}
    assert shared.rows("SELECT title FROM programmes_programme") == [(kept[0],)]


def test_a_database_that_somebody_holds_is_an_error_that_passes(in_threads: Callable[[], None]) -> None:
    record = programme()
    in_threads()
    held, done = threading.Event(), threading.Event()
    found: list[Fault | None] = []

    def hold() -> None:
        with transaction.atomic():
            Programme.objects.filter(pk=record.pk).update(title="held")
            held.set()
            done.wait(30)
        connections.close_all()

    def wait_in_vain() -> None:
        held.wait(30)
        try:
            with connection.cursor() as cursor:
                short = "PRAGMA busy_timeout = 200" if connection.vendor == "sqlite" else "SET lock_timeout = '200ms'"
                cursor.execute(short)
            Programme.objects.filter(pk=record.pk).update(title="mine")
        except OperationalError as error:
            found.append(fault_of(error))
        finally:
            done.set()
            connections.close_all()

    threads = [threading.Thread(target=hold), threading.Thread(target=wait_in_vain)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert found == [Fault.BUSY]
