"""Answers of a draft that are not shown again."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("survey", "0006_mention_lists")]

    operations = [
        migrations.AddField("draft", "earlier", models.TextField(blank=True, default=""), preserve_default=False),
    ]
