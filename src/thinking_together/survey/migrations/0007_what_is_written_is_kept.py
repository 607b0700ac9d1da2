"""Answers of a draft that are not shown again; and which open answers may name somebody."""

from django.db import migrations, models

from thinking_together.survey.held.identifiers import marks

CHUNK = 1000


def look(apps, schema_editor):
    rows = apps.get_model("survey", "Response").objects.order_by("pk")
    after = 0
    while some := list(rows.filter(pk__gt=after).only("texts")[:CHUNK]):
        after = some[-1].pk
        found = [row for row in some if "1" in marks(row.texts)]
        for row in found:
            row.may_name = marks(row.texts)
        rows.bulk_update(found, ["may_name"])


class Migration(migrations.Migration):
    dependencies = [("survey", "0006_mention_lists")]

    operations = [
        migrations.AddField("draft", "earlier", models.TextField(blank=True, default=""), preserve_default=False),
        migrations.AddField("response", "may_name", models.TextField(blank=True, db_default="", editable=False)),
        migrations.RunPython(look, migrations.RunPython.noop),
    ]
