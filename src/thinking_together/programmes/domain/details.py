"""What a programme is called and where it is, its local numbers, and that its support lines are right."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils import timezone

from thinking_together.core.writes import Actor, Unchanged, Written, write
from thinking_together.programmes.domain.changing import changed, told
from thinking_together.programmes.models import Programme
from thinking_together.programmes.readiness import lines_of

DETAILS = ("title", "subtitle", "place", "area_code", "comparator_code", "as_of", "lead", "contact")
NUMBERS = ("children_number", "local_support", "reading_rota")


class NotAsShown(ValueError):
    """The lines are not those that the person saw when they said that they are right."""


@write("programme.details_changed")
def change_details(
    *, programme: Programme, version: str, yours: Mapping[str, object], by: Actor
) -> Written[Programme] | Unchanged[Programme]:
    """Changes some of ``DETAILS``. The invented stay invented: what is real is another programme."""
    return _changed(programme, DETAILS, version, yours)


@write("programme.numbers_changed")
def change_numbers(
    *, programme: Programme, version: str, yours: Mapping[str, object], by: Actor
) -> Written[Programme] | Unchanged[Programme]:
    """Changes some of ``NUMBERS``. Support lines that were confirmed as others are no longer confirmed."""
    return _changed(programme, NUMBERS, version, yours)


@write("programme.support_confirmed")
def confirm_support(*, programme: Programme, seen: str, by: Actor) -> Programme | Unchanged[Programme]:
    """Somebody looked at the lines whose fingerprint is ``seen`` and says that they are right, today."""
    held = Programme.objects.select_for_update().get(pk=programme.pk)
    if lines_of(held) != seen:
        raise NotAsShown("the lines were changed since they were shown")
    today = timezone.localdate()
    if (held.support_confirmed, held.support_confirmed_as) == (today, seen):
        return Unchanged(held)
    held.support_confirmed, held.support_confirmed_as = today, seen
    held.save(update_fields=["support_confirmed", "support_confirmed_as"])
    return held


def _changed(
    programme: Programme, may: tuple[str, ...], version: str, yours: Mapping[str, object]
) -> Written[Programme] | Unchanged[Programme]:
    if others := set(yours) - set(may):
        raise ValueError(f"{', '.join(sorted(others))} cannot be changed here")
    held, names = changed(programme, version=version, yours=yours)
    return Written(held, held, told(names)) if names else Unchanged(held)
