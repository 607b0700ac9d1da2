"""Publishing in the background: what is published is looked at once more, as it is then."""

from __future__ import annotations

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from thinking_together.accounts.models import Person
from thinking_together.core.tasks.asking import ask
from thinking_together.core.tasks.declaring import job
from thinking_together.core.tasks.queries import JobView, latest_of
from thinking_together.core.tasks.running import Running
from thinking_together.core.writes import SYSTEM
from thinking_together.evidence.resolve import Resolver
from thinking_together.report.domain.assemble import assemble
from thinking_together.report.domain.editions import digest_of
from thinking_together.report.domain.publishing import (
    CannotPublish,
    agree_to_publish,
    publish_edition,
    refuse_publication,
)
from thinking_together.report.freezing import freeze
from thinking_together.report.models import Edition, EditionState
from thinking_together.report.strict import check

KIND = "report.publish edition"
STEPS = 2


@job(KIND, label="Publication of the report", repeatable=True)
def publish(running: Running, *, edition: int, by: int) -> str:
    """Assembles the report anew: only a draft that says what the evidence gives now is published."""
    found = Edition.objects.select_related("programme").get(pk=edition)
    person = Person.objects.get(pk=by)
    at = reverse("report_state", args=[found.programme.slug])
    if found.state != EditionState.DRAFT:
        return at
    resolver = Resolver(found.programme)
    running.step("Checking every statement once more", 1, STEPS)
    assembled = assemble(found.programme, resolver=resolver, cache=settings.VAR / "charts")
    refusals = check(assembled.document, found.programme, resolver)
    stale = digest_of(freeze(assembled.document)) != found.sha256
    with transaction.atomic():
        running.hold()
        if stale or refusals:
            refuse_publication(edition=found, stale=stale, refusals=refusals, by=SYSTEM)
        else:
            _publish_or_say_why(found, person)
    return at


def _publish_or_say_why(edition: Edition, person: Person) -> None:
    """What came in between (taken back, a newer draft, a lead who is none any more) leaves the draft a draft."""
    try:
        publish_edition(edition=edition, by=person)
    except CannotPublish:
        refuse_publication(edition=edition, stale=False, refusals=(), by=SYSTEM)


@transaction.atomic
def agree(*, edition: Edition, by: Person) -> bool:
    """A lead's word; whether the worker was asked to publish it, because all have agreed who must.

    ``CannotPublish`` where something stands in the way.
    """
    agreed = agree_to_publish(edition=edition, by=by)
    if agreed:
        slug = edition.programme.slug
        ask(publish, _subject(edition), of_programme=slug, edition=edition.pk, by=by.pk)
    return agreed


def publishing(edition: Edition) -> JobView | None:
    """The newest job that publishes this edition."""
    return latest_of(KIND, _subject(edition))


def _subject(edition: Edition) -> str:
    return f"edition/{edition.pk}"
