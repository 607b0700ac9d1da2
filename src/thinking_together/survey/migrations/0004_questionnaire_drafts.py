"""A questionnaire that is being written, one a programme."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("programmes", "0001_initial"), ("survey", "0003_releases")]

    operations = [
        migrations.CreateModel(
            name="QuestionnaireDraft",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("document", models.TextField()),
                ("begun_from", models.CharField(max_length=300)),
                (
                    "programme",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="questionnaire_draft",
                        to="programmes.programme",
                    ),
                ),
            ],
        ),
    ]
