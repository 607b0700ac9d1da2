"""Whether what is kept of counted answers still holds is read from an index alone."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("survey", "0007_what_is_written_is_kept")]

    operations = [
        migrations.RemoveIndex("response", name="response_stamps"),
        migrations.AddIndex(
            "response",
            models.Index(fields=["questionnaire", "counted_from", "stamp"], name="response_counted_stamps"),
        ),
    ]
