"""A list of invited people, apart from answers, and how many of each sector were on it."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("survey", "0009_timings_of_releases")]

    operations = [
        migrations.AddField("collection", "invited", models.JSONField(blank=True, default=dict)),
        migrations.CreateModel(
            name="InvitedPerson",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("address", models.EmailField(max_length=254)),
                ("sector", models.CharField(max_length=80)),
                ("written", models.BooleanField(default=False)),
                (
                    "collection",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="invited_people",
                        to="survey.collection",
                    ),
                ),
            ],
            options={"ordering": ["pk"], "verbose_name_plural": "invited people"},
        ),
        migrations.AddConstraint(
            model_name="invitedperson",
            constraint=models.UniqueConstraint(fields=("collection", "address"), name="invited_once"),
        ),
    ]
