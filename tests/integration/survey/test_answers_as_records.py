"""The migration that makes answers records, both ways."""

from __future__ import annotations

import json

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from tests.factories import people
from tests.factories.surveys import QUESTIONNAIRE

from thinking_together.programmes.models import Programme
from thinking_together.survey.form.document import read_document
from thinking_together.survey.form.reading import from_content
from thinking_together.survey.held.record import Record

BEFORE, AFTER = [("survey", "0001_initial")], [("survey", "0002_answers_as_records")]
ANSWERS = [
    [0, None, [0, 1], 3, None, 5, 2.5, "it's =1+1\nKooth"],
    [1, 1, [], None, 0, None, None, None],
    [None] * 8,
]
STATES = ["anaasaaa", "aaasassn", "ssssssss"]


@pytest.mark.django_db(transaction=True)
def test_answers_become_records_and_come_back() -> None:
    try:
        old = _to(BEFORE)
        programme = people.programme("smallshire")
        document = json.dumps(read_document(QUESTIONNAIRE).content)
        version = old.get_model("survey", "QuestionnaireVersion").objects.create(
            programme_id=programme.pk, code="q", version="1", document=document, sha256="0"
        )
        responses = old.get_model("survey", "Response").objects
        for number, (answers, states) in enumerate(zip(ANSWERS, STATES, strict=True)):
            responses.create(questionnaire=version, key=f"r{number}", answers=answers, states=states)

        new = _to(AFTER)
        rows = list(new.get_model("survey", "Response").objects.order_by("pk"))
        record = Record(from_content(json.loads(document)))
        records = record.unpack((row.record for row in rows), len(rows))
        given = record.answers(records, [row.texts for row in rows], [row.states for row in rows])
        assert [list(answers) for answers in zip(*given, strict=True)] == [
            [tuple(value) if isinstance(value, list) else value for value in answers] for answers in ANSWERS
        ]
        assert len({row.stamp for row in rows}) == 3

        again = _to(BEFORE)
        assert list(again.get_model("survey", "Response").objects.order_by("pk").values_list("answers", flat=True)) == (
            ANSWERS
        )
    finally:
        MigrationExecutor(connection).migrate(MigrationExecutor(connection).loader.graph.leaf_nodes())
        Programme.objects.all().delete()


def _to(target):
    executor = MigrationExecutor(connection)
    executor.migrate(target)
    return MigrationExecutor(connection).loader.project_state(target).apps
