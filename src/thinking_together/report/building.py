"""Building an edition in the background: figures and pictures take seconds, and no page waits for them."""

from __future__ import annotations

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from thinking_together.accounts.models import Person
from thinking_together.core.audit import System
from thinking_together.core.closed import refuse
from thinking_together.core.tasks.asking import ask
from thinking_together.core.tasks.declaring import job
from thinking_together.core.tasks.models import Job
from thinking_together.core.tasks.queries import JobView, latest_of
from thinking_together.core.tasks.running import Running
from thinking_together.core.writes import SYSTEM, Actor
from thinking_together.evidence.resolve import Resolver
from thinking_together.programmes.models import Programme
from thinking_together.report.commands import report_files
from thinking_together.report.domain.assemble import assemble
from thinking_together.report.domain.confirming import confirm_cited
from thinking_together.report.domain.editions import freeze_edition
from thinking_together.report.domain.publishing import complete_edition
from thinking_together.report.models import Edition
from thinking_together.report.strict import check

KIND = "report.build edition"
STEPS = 4


@job(KIND, label="An edition of the report", repeatable=True)
def build_edition(running: Running, *, programme: int, by: int | None = None, confirm: int | None = None) -> str:
    """The address of the edition, with its files and what would keep it from being published.

    The same report again is the same edition, so that a repetition does no harm. ``confirm``: the figures are
    confirmed whose change that edition's list named.
    """
    found = Programme.objects.get(pk=programme)
    resolver = Resolver(found)
    running.step("Counting, and drawing the pictures", 1, STEPS)
    assembled = assemble(found, resolver=resolver, cache=settings.VAR / "charts")
    running.step("Checking every statement", 2, STEPS)
    if confirm is not None:
        with transaction.atomic():
            running.hold()
            confirm_cited(programme=found, seen=_seen(found, confirm), resolver=resolver, by=who(by))
    refusals = check(assembled.document, found, resolver)
    running.step("Writing the files", 3, STEPS)
    files = report_files(found, assembled, resolver)
    with transaction.atomic():
        running.hold()
        edition = freeze_edition(programme=found, assembled=assembled, by=who(by))
        complete_edition(edition=edition, files=files, refusals=refusals, by=who(by))
    return reverse("report", args=[edition.slug])


def _seen(programme: Programme, edition: int) -> frozenset[str]:
    """What that edition's list said; nothing where there was none yet."""
    refusals = Edition.objects.filter(programme=programme, number=edition).values_list("refusals", flat=True)
    return frozenset(what for listed in refusals for _, what, _ in listed)


def ask_for_edition(*, programme: Programme, by: Actor, confirm: int | None = None) -> Job:
    """Asks the worker for an edition of the report as it is then; the job that builds one already, where one does.

    The edition's event names who asked. ``confirm``: whoever asks has read the sentences that this edition's list
    names (0: there was none), and confirms their figures. ``ReadOnly`` where the programme is archived.
    """
    refuse(programme.slug)
    asked_by = None if isinstance(by, System) else by.pk
    subject, slug = _subject(programme), programme.slug
    return ask(build_edition, subject, of_programme=slug, programme=programme.pk, by=asked_by, confirm=confirm)


def who(key: int | None) -> Actor:
    """Who asked; the system, for a person who was erased meanwhile."""
    return (Person.objects.filter(pk=key).first() if key is not None else None) or SYSTEM


def building(programme: Programme) -> JobView | None:
    """The newest job that builds an edition of this programme's report."""
    return latest_of(KIND, _subject(programme))


def _subject(programme: Programme) -> str:
    return f"programme/{programme.pk}"
