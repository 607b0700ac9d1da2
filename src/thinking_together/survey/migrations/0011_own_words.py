"""Answers about somebody's own experience, for leads only."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("survey", "0010_invited_people")]

    operations = [
        migrations.CreateModel(
            name="OwnWords",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("about", models.CharField(max_length=160)),
                ("words", models.TextField()),
                (
                    "programme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="own_words",
                        to="programmes.programme",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [models.UniqueConstraint(fields=("programme", "about"), name="own_words_once")],
            },
        ),
    ]
