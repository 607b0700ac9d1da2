"""Which release first counts a response. What was answered before there were releases was shown: it is release 1."""

import django.db.models.deletion
from django.db import migrations, models

RULES = "1"  # the rule by which figures were shown when this migration is written


def count_all(apps, schema_editor):
    responses = apps.get_model("survey", "Response").objects
    responses.filter(trial=False).update(counted_from=1)
    release = apps.get_model("survey", "Release").objects
    versions = responses.filter(trial=False).values_list("questionnaire", flat=True).distinct()
    release.bulk_create(release.model(questionnaire_id=key, number=1, rules=RULES) for key in versions.order_by())


class Migration(migrations.Migration):
    dependencies = [("survey", "0002_answers_as_records")]

    operations = [
        migrations.CreateModel(
            name="Release",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                ("closing", models.BooleanField(default=False)),
                ("rules", models.CharField(max_length=20)),
                (
                    "questionnaire",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="releases",
                        to="survey.questionnaireversion",
                    ),
                ),
            ],
            options={"ordering": ["number"]},
        ),
        migrations.AddConstraint(
            "release", models.UniqueConstraint(fields=("questionnaire", "number"), name="release_once")
        ),
        migrations.AddField("response", "counted_from", models.PositiveIntegerField(blank=True, null=True)),
        migrations.RunPython(count_all, migrations.RunPython.noop),
    ]
