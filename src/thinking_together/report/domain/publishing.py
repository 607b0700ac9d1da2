"""From a draft to a published edition, and its withdrawal: only what the strict check found nothing against.

Where another lead could look, one lead's word is not enough: a second one agrees.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.utils import timezone

from thinking_together.accounts.models import Person
from thinking_together.core.permissions import Role
from thinking_together.core.writes import Actor, Unchanged, Written, write
from thinking_together.programmes.models import Membership, Programme
from thinking_together.programmes.pauses import paused
from thinking_together.report.domain.forgetting import forget_what_was_purged
from thinking_together.report.domain.kept_files import keep_files
from thinking_together.report.models import Edition, EditionState
from thinking_together.report.strict import Refusal


class CannotPublish(Exception):
    """Why the edition is not published, in a sentence for people."""


@write("edition.checked")
def complete_edition(
    *, edition: Edition, files: Mapping[str, bytes], refusals: Sequence[Refusal], by: Actor
) -> Written[Edition] | Unchanged[Edition]:
    """Keeps the files of an edition and what would keep it from being published. What is published stays as it is."""
    held = _held(edition)
    if held.state not in (EditionState.DRAFT, EditionState.EXAMPLE):
        return Unchanged(held)
    held.refusals = [[r.place, r.what, r.remedy] for r in refusals]
    held.checked_at, held.stale = timezone.now(), False
    held.save(update_fields=["refusals", "checked_at", "stale"])
    keep_files(held, files)
    return Written(held, held, {"refusals": len(refusals), "files": len(files)})


@write("edition.publication_agreed")
def agree_to_publish(*, edition: Edition, by: Person) -> Written[bool] | Unchanged[bool]:
    """A lead's word that it be published; whether all have agreed who must.

    ``CannotPublish`` where something stands in the way.
    """
    held = _held(edition)
    refuse_unless_ready(held)
    _refuse_unless_lead(held, by)
    asked_by = held.publish_asked_by
    if asked_by is None:
        held.publish_asked_by = by
        held.save(update_fields=["publish_asked_by"])
        return Written(held, not other_leads(held.programme, by), {"number": held.number, "first": True})
    if asked_by == by:
        return Unchanged(not other_leads(held.programme, by))
    return Written(held, True, {"number": held.number, "first": False})


@write("edition.publication_taken_back")
def take_back(*, edition: Edition, by: Person) -> Written[Edition] | Unchanged[Edition]:
    """Nobody waits for the edition to be published any more."""
    held = _held(edition)
    if held.publish_asked_by is None or held.state != EditionState.DRAFT:
        return Unchanged(held)
    held.publish_asked_by = None
    held.save(update_fields=["publish_asked_by"])
    return Written(held, held, {"number": held.number})


@write("edition.published")
def publish_edition(*, edition: Edition, by: Person) -> Written[Edition] | Unchanged[Edition]:
    """Opens the edition to everybody; done twice it is done once. ``CannotPublish`` as for agreeing."""
    held = _held(edition)
    if held.state == EditionState.PUBLISHED:
        return Unchanged(held)
    refuse_unless_ready(held)
    _refuse_unless_lead(held, by)
    asked_by = held.publish_asked_by
    if asked_by is None:
        raise CannotPublish("The request to publish it was taken back")
    if asked_by == by and other_leads(held.programme, by):
        raise CannotPublish("Another lead has to agree first")
    held.state, held.published_at, held.publish_asked_by = EditionState.PUBLISHED, timezone.now(), None
    held.save(update_fields=["state", "published_at", "publish_asked_by"])
    return Written(held, held, {"number": held.number, "sha256": held.sha256})


@write("edition.publication_refused")
def refuse_publication(
    *, edition: Edition, stale: bool, refusals: Sequence[Refusal], by: Actor
) -> Written[Edition] | Unchanged[Edition]:
    """What the last check found against it: then it is a draft as before, and nobody has agreed to it."""
    held = _held(edition)
    if held.state != EditionState.DRAFT:
        return Unchanged(held)
    held.stale, held.refusals = stale, [[r.place, r.what, r.remedy] for r in refusals]
    held.checked_at, held.publish_asked_by = timezone.now(), None
    held.save(update_fields=["stale", "refusals", "checked_at", "publish_asked_by"])
    return Written(held, held, {"stale": stale, "refusals": len(refusals)})


@write("edition.withdrawn", always=True)
def withdraw_edition(*, edition: Edition, reason: str, by: Actor) -> Written[Edition] | Unchanged[Edition]:
    """Takes a published edition from everybody at once, of an archived programme too; its address says so, and why."""
    held = _held(edition)
    if held.state == EditionState.WITHDRAWN:
        return Unchanged(held)
    if held.state != EditionState.PUBLISHED:
        raise CannotPublish("Only a published edition can be withdrawn")
    if not reason.strip():
        raise CannotPublish("A withdrawal needs its reason")
    held.state, held.withdrawn_at, held.withdrawn_because = EditionState.WITHDRAWN, timezone.now(), reason.strip()
    held.save(update_fields=["state", "withdrawn_at", "withdrawn_because"])
    forget_what_was_purged(held)
    return Written(held, held, {"number": held.number})


def refuse_unless_ready(edition: Edition) -> None:
    """``CannotPublish`` with the first thing that stands in the way."""
    newest = Edition.objects.filter(programme=edition.programme_id).order_by("-number").values_list("pk", flat=True)
    for stands, why in (
        (edition.invented or edition.programme.invented, "An invented programme's report is an example for ever"),
        (paused(edition.programme), "The programme is paused"),
        (edition.state != EditionState.DRAFT, "Only a draft can be published"),
        (newest.first() != edition.pk, "There is a newer draft"),
        (edition.checked_at is None, "It was not checked yet: build it again"),
        (edition.stale, "The report has changed since this draft was made: build a new one"),
        (bool(edition.refusals), "Some statements do not hold yet"),
    ):
        if stands:
            raise CannotPublish(why)


def other_leads(programme: Programme, person: Person | None) -> bool:
    """Whether somebody besides this person leads the programme."""
    leads = Membership.objects.filter(programme=programme, role=Role.LEAD, person__is_active=True)
    return leads.exclude(person=person).exists()


def _refuse_unless_lead(edition: Edition, by: Person) -> None:
    if not Membership.objects.filter(programme=edition.programme_id, person=by, role=Role.LEAD).exists():
        raise CannotPublish("Only a lead of the programme can publish its report")


def _held(edition: Edition) -> Edition:
    """As it stands now, held until the end of the transaction."""
    found = Edition.objects.select_for_update(of=("self",)).defer("document").select_related("programme")
    return found.get(pk=edition.pk)
