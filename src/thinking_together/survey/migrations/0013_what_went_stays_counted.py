"""Which resources the words named that were taken away."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("survey", "0012_lists_without_sectors")]

    operations = [
        migrations.AddField("response", "named", models.TextField(blank=True, db_default="", editable=False)),
    ]
