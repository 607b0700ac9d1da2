"""Asking people who came to an event how it was, by a short anonymous form."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from thinking_together.core.writes import Actor, Unchanged, Written, write
from thinking_together.gatherings.models import Gathering
from thinking_together.network import mails
from thinking_together.network.models import Evaluation, EvaluationForm
from thinking_together.programmes.models import Programme


class NotOver(ValueError):
    """The event has not been yet."""


class IsClosed(ValueError):
    """Nobody is asked any more."""


@write("network.evaluation_opened", whole=True)
def open_evaluation(*, gathering: Gathering, by: Actor) -> Written[Evaluation] | Unchanged[Evaluation]:
    """Asks those who came, by one link that is the same for all; ``NotOver`` before the day of the event."""
    programme = Programme.objects.select_for_update().get(pk=gathering.programme_id)
    same = Evaluation.objects.filter(gathering=gathering).first()
    if same is not None:
        return Unchanged(same)
    if gathering.day > timezone.localdate():
        raise NotOver("people can say how it was once it has been")
    made = Evaluation.objects.create(gathering=gathering, opened=timezone.localdate())
    mails.evaluation(programme, gathering, by)
    return Written(made, made, {"event": gathering.code}, programme.slug)


@write("network.evaluation_closed")
def close_evaluation(*, evaluation: Evaluation, by: Actor) -> Written[Evaluation] | Unchanged[Evaluation]:
    """From now its figures are offered, all forms at once: no form could be told by what it changed."""
    held = (
        Evaluation.objects.select_for_update(of=("self",)).select_related("gathering__programme").get(pk=evaluation.pk)
    )
    if held.closed is not None:
        return Unchanged(held)
    held.closed = timezone.localdate()
    held.save(update_fields=["closed"])
    return Written(held, held, {"event": held.gathering.code}, held.gathering.programme.slug)


def take_in(*, evaluation: Evaluation, key: UUID, points: Mapping[str, int]) -> None:
    """Keeps one form under its random key, without an event: nobody can be told by it. Sent twice it counts once.

    ``IsClosed`` when nobody is asked any more. A form without any answer is not kept.
    """
    with transaction.atomic():
        held = Evaluation.objects.select_for_update().get(pk=evaluation.pk)
        if held.closed is not None:
            raise IsClosed("this form is closed")
        if points:
            EvaluationForm.objects.get_or_create(key=key, defaults={"evaluation": held, "points": dict(points)})
