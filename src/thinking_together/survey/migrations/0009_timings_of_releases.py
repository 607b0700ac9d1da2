"""How long pages took, as each release tells it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("survey", "0008_counted_stamps")]

    operations = [
        migrations.AddField("release", "timings", models.JSONField(blank=True, default=list)),
    ]
