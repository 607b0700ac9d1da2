"""How far the rapid review of grey literature is."""

from __future__ import annotations

from django.db.models import Exists, OuterRef

from thinking_together.literature.models import Appraisal, Duplicate, Extraction, Record, Screening
from thinking_together.programmes.models import Programme
from thinking_together.programmes.status import Stage, Status, Waiting, counted, known

ANALYST = ("lead", "analyst")


def status(programme: Programme) -> Status:
    """Done when every record that is no duplicate was screened and every extracted one appraised; four statements."""
    own = Record.objects.filter(programme=programme)
    records = own.count()
    if not records:
        return Status(Stage.NOT_STARTED, (), (Waiting("Bring in what the search found.", ANALYST),))
    repeats = Duplicate.objects.filter(record=OuterRef("pk"))
    screened = Screening.objects.filter(record=OuterRef("pk"))
    unscreened = own.filter(~Exists(repeats), ~Exists(screened)).count()
    extracted = Extraction.objects.filter(record__programme=programme).count()
    appraised = Appraisal.objects.filter(record__programme=programme).count()
    done = known((records, "record", "records"), (extracted, "kept", "kept"))
    waiting = []
    if unscreened:
        waiting.append(Waiting(f"{counted(unscreened, 'record', 'records')} to be screened.", ANALYST))
    if extracted > appraised:
        waiting.append(Waiting(f"{counted(extracted - appraised, 'record', 'records')} to be appraised.", ANALYST))
    return Status(Stage.WAITING if waiting else Stage.DONE, done, tuple(waiting))
