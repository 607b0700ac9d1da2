"""A list of invited people may have no sectors, where the questionnaire asks for none."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("survey", "0011_own_words")]

    operations = [
        migrations.AlterField("invitedperson", "sector", models.CharField(blank=True, max_length=80)),
    ]
