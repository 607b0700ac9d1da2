"""Answers become a record of fixed width a response, and get the stamp by which a snapshot knows them."""

import json
import secrets
import struct

from django.db import migrations, models

import thinking_together.survey.models

WIDTHS = {"multiple": "q", "number": "d"}
CHUNK = 500


def layout(document):
    """(kind) of every variable, as ``survey.record`` lays them out when this migration is written."""
    kinds = []
    for item in json.loads(document)["items"]:
        kinds += ["likert"] * len(item["rows"]) if item["kind"] == "battery" else [item["kind"]]
    return kinds, "<" + "".join(WIDTHS.get(kind, "h") for kind in kinds if kind != "text")


def number(kind, value):
    if value is None:
        return 0
    return sum(1 << place for place in value) if kind == "multiple" else value


def pack(apps, schema_editor):
    for version, response in stored(apps):
        kinds, form = version
        pairs = list(zip(kinds, response.answers, strict=True))
        response.record = struct.pack(form, *(number(kind, value) for kind, value in pairs if kind != "text"))
        response.texts = [value for kind, value in pairs if kind == "text"]
        response.stamp = secrets.randbits(40)
        response.save(update_fields=["record", "texts", "stamp"])


def unpack(apps, schema_editor):
    for version, response in stored(apps):
        kinds, form = version
        numbers, texts = iter(struct.unpack(form, bytes(response.record))), iter(response.texts)
        answers = []
        for kind, state in zip(kinds, response.states, strict=True):
            value = next(texts) if kind == "text" else next(numbers)
            if kind == "multiple":
                value = [place for place in range(64) if value >> place & 1]
            answers.append(value if state == "a" else None)
        response.answers = answers
        response.save(update_fields=["answers"])


def stored(apps):
    for version in apps.get_model("survey", "QuestionnaireVersion").objects.all():
        told = layout(version.document)
        rows = apps.get_model("survey", "Response").objects.filter(questionnaire=version).order_by("pk")
        after = 0
        while chunk := list(rows.filter(pk__gt=after)[:CHUNK]):
            after = chunk[-1].pk
            for response in chunk:
                yield told, response


class Migration(migrations.Migration):
    dependencies = [("survey", "0001_initial")]

    operations = [
        migrations.AddField("response", "record", models.BinaryField(default=b""), preserve_default=False),
        migrations.AddField("response", "texts", models.JSONField(default=list), preserve_default=False),
        migrations.AddField(
            "response",
            "stamp",
            models.BigIntegerField(default=thinking_together.survey.models.new_stamp, editable=False),
        ),
        migrations.AlterField("response", "answers", models.JSONField(default=list)),
        migrations.RunPython(pack, unpack),
        migrations.RemoveField("response", "answers"),
        migrations.AddIndex("response", models.Index(fields=["questionnaire", "stamp"], name="response_stamps")),
    ]
