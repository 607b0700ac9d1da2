"""Lists of named resources that analysts keep, one after the other."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("survey", "0005_collections")]

    operations = [
        migrations.CreateModel(
            name="MentionList",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("item", models.CharField(max_length=80)),
                ("number", models.PositiveIntegerField()),
                ("resources", models.JSONField()),
                (
                    "questionnaire",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="mention_lists",
                        to="survey.questionnaireversion",
                    ),
                ),
            ],
            options={"ordering": ["item", "number"]},
        ),
        migrations.AddConstraint(
            model_name="mentionlist",
            constraint=models.UniqueConstraint(fields=("questionnaire", "item", "number"), name="mention_list_once"),
        ),
    ]
