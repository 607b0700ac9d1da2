"""Collecting answers: a collection, its links, drafts of answers, page timings and compiled pages."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("programmes", "0006_concerns"),
        ("survey", "0004_questionnaire_drafts"),
    ]

    operations = [
        migrations.CreateModel(
            name="Collection",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("opened", models.DateField()),
                ("closes", models.DateField(blank=True, null=True, verbose_name="last day")),
                ("closed", models.DateField(blank=True, null=True)),
                ("invited_only", models.BooleanField(default=False, verbose_name="for invited people only")),
                (
                    "programme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="collections",
                        to="programmes.programme",
                    ),
                ),
                (
                    "questionnaire",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="collection",
                        to="survey.questionnaireversion",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="Draft",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("token_hash", models.CharField(max_length=64, unique=True)),
                ("code_hash", models.CharField(max_length=64, null=True, unique=True)),
                ("answers", models.TextField(default="{}")),
                ("reached", models.PositiveSmallIntegerField(default=0)),
                ("second", models.BooleanField(null=True)),
                ("revision", models.PositiveIntegerField(default=0)),
                ("sector", models.CharField(blank=True, max_length=80)),
                ("day", models.DateField()),
                ("trial", models.BooleanField(default=False)),
                (
                    "collection",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="drafts", to="survey.collection"
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="PageSet",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("made_by", models.CharField(max_length=64)),
                ("sha256", models.CharField(max_length=64)),
                ("content", models.TextField()),
                (
                    "questionnaire",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="page_sets",
                        to="survey.questionnaireversion",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="PageTiming",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("path", models.CharField(max_length=170)),
                ("page", models.PositiveSmallIntegerField()),
                ("bucket", models.PositiveIntegerField()),
                ("count", models.PositiveIntegerField(default=0)),
                (
                    "collection",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="timings", to="survey.collection"
                    ),
                ),
            ],
            options={
                "ordering": ["path", "page", "bucket"],
            },
        ),
        migrations.CreateModel(
            name="SurveyLink",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=20, unique=True)),
                ("sector", models.CharField(blank=True, max_length=80)),
                ("trial", models.BooleanField(default=False)),
                (
                    "collection",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="links", to="survey.collection"
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.AddConstraint(
            model_name="collection",
            constraint=models.UniqueConstraint(
                condition=models.Q(("closed", None)), fields=("programme",), name="one_open_collection"
            ),
        ),
        migrations.AddConstraint(
            model_name="pageset",
            constraint=models.UniqueConstraint(fields=("questionnaire", "made_by"), name="page_set_once"),
        ),
        migrations.AddConstraint(
            model_name="pagetiming",
            constraint=models.UniqueConstraint(
                fields=("collection", "path", "page", "bucket"), name="page_timing_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="surveylink",
            constraint=models.UniqueConstraint(fields=("collection", "sector", "trial"), name="survey_link_once"),
        ),
    ]
