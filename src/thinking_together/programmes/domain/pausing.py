"""Pausing everything, and ending the pause."""

from __future__ import annotations

from django.utils import timezone

from thinking_together.accounts.models import Person
from thinking_together.core.writes import Actor, Unchanged, Written, write
from thinking_together.programmes.models import Membership, Partner, Pause, Programme
from thinking_together.programmes.pauses import may_resume, open_pauses


class NotForThem(ValueError):
    """Only the safeguarding lead or deputy ends a pause."""


@write("programme.paused", always=True)
def pause(
    *, programme: Programme, by: Actor, partner: Partner | None = None, reason: str = ""
) -> Written[Pause] | Unchanged[Pause]:
    """Stops all that goes out, of the programme or concerning one organisation. What is paused stays paused once.

    The reason stands with the pause and never in the log.
    """
    Programme.objects.select_for_update().get(pk=programme.pk)
    if partner is not None and partner.programme_id != programme.pk:
        raise ValueError(f"{partner} takes no part in {programme}")
    same = open_pauses(programme).filter(partner=partner).first()
    if same is not None:
        return Unchanged(same)
    who = by if isinstance(by, Person) else None
    made = Pause.objects.create(programme=programme, partner=partner, by=who, reason=reason)
    return Written(made, made, {"partner": partner.code if partner else None})


@write("programme.resumed", always=True)
def resume(*, pause: Pause, by: Actor) -> Written[Pause] | Unchanged[Pause]:
    """Ends a pause; ``NotForThem`` for everybody but the safeguarding lead and deputy, a programme's lead included."""
    Programme.objects.select_for_update().get(pk=pause.programme_id)
    held = Pause.objects.select_related("programme", "partner").get(pk=pause.pk)
    if not isinstance(by, Person) or not _is_member(held, by) or not may_resume(by, held):
        raise NotForThem("only the safeguarding lead or deputy can end a pause, and nobody by naming themselves")
    if held.ended is not None:
        return Unchanged(held)
    held.ended, held.ended_by = timezone.now(), by
    held.save(update_fields=["ended", "ended_by"])
    return Written(held, held, {"partner": held.partner.code if held.partner else None})


def _is_member(pause: Pause, person: Person) -> bool:
    return Membership.objects.filter(programme=pause.programme_id, person=person, person__is_active=True).exists()
