"""Handing over what is due: noted before the mail server has it, so that nothing goes out twice.

A worker that dies between the two notes leaves a delivery that is being handed over by nobody: it becomes *unknown*.
"""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import DatabaseError, transaction
from django.db.models import Exists, OuterRef
from django.db.models.functions import Now
from django.utils import timezone

from thinking_together.core.mail.handing import InDoubt, Line, NotTaken, Refused
from thinking_together.core.models import Restoration
from thinking_together.core.tasks.asking import ask
from thinking_together.core.tasks.declaring import job
from thinking_together.core.tasks.models import Job
from thinking_together.core.tasks.running import Running
from thinking_together.messaging.holding import why_held
from thinking_together.messaging.kinds import kind_of
from thinking_together.messaging.models import Delivery, DeliveryState, Link
from thinking_together.messaging.quiet import quiet_of
from thinking_together.messaging.rendering import as_mail, render
from thinking_together.programmes.models import Partner, Programme

logger = logging.getLogger(__name__)
MOST_TRIES = 10
FIRST_WAIT, LONGEST_WAIT = timedelta(seconds=30), timedelta(hours=6)
AT_ONCE = 200  # by one job; then others have their turn
OPEN = (DeliveryState.WAITING, DeliveryState.HELD, DeliveryState.HANDING_OVER)
DIED = "The worker stopped while the mail server had it"
BROKE = "The line broke while the mail server had it"
RESTORED = "It waited when the backup was taken that was restored since"


def ask_for_round(programme: Programme, not_before: datetime | None = None) -> None:
    """A worker hands over what is due; the keeper beside each worker asks for whatever this one does not reach."""
    if not_before is None or not_before <= timezone.now():
        ask(hand_over_due, f"outbox/{programme.pk}", of_programme=programme.slug, programme=programme.pk)


def look_after() -> None:
    """For the keeper, again and again: nothing is left by a dead worker, nothing that is due is without a job."""
    mark_unknown()
    release_held()
    due = Delivery.objects.filter(state=DeliveryState.WAITING, next_try__lte=timezone.now())
    for pk in due.order_by().values_list("message__programme", flat=True).distinct():
        ask_for_round(Programme.objects.get(pk=pk))


def mark_unknown() -> int:
    """What nobody is handing over any more, and what waited in a backup: whether it was sent nobody knows."""
    alive = Job.objects.filter(
        pk=OuterRef("job"),
        attempt=OuterRef("job_attempt"),
        open=True,
        beat_at__gte=Now() - timedelta(seconds=settings.TASK_LEASE_SECONDS),
    )
    left = Delivery.objects.filter(~Exists(alive), state=DeliveryState.HANDING_OVER)
    marked = left.update(state=DeliveryState.UNKNOWN, note=DIED)
    restored = Restoration.objects.order_by("-restored_at").values_list("restored_at", flat=True).first()
    if restored is not None:
        before = Delivery.objects.filter(state__in=OPEN, asked__lt=restored)
        marked += before.update(state=DeliveryState.UNKNOWN, note=RESTORED)
    return marked


def release_held() -> int:
    """What nothing holds back any more waits again."""
    held = Delivery.objects.filter(state=DeliveryState.HELD)
    released = 0
    for programme, partner in held.order_by().values_list("message__programme", "participant__partner").distinct():
        of = Partner.objects.filter(pk=partner).first()
        if not why_held(Programme.objects.get(pk=programme), of):
            mine = held.filter(message__programme=programme, participant__partner=partner)
            released += mine.update(state=DeliveryState.WAITING, note="")
    return released


@job("messages.hand_over", label="Sending messages", repeatable=True, attempts=10, passing=(NotTaken,))
def hand_over_due(running: Running, *, programme: int) -> str:
    """Hands over what is due in a programme, one after the other over one line."""
    mark_unknown()
    done = 0
    with Line() as line:
        while done < AT_ONCE and _next(programme) is not None:
            if not line.is_open and _set_aside(programme):
                continue
            line.open()
            claimed = _claim(programme, running)
            if claimed is not None:
                _hand_over(line, *claimed)
            done += 1
            running.step("messages", done)
    if done == AT_ONCE:
        ask(hand_over_due, f"outbox/{programme}/{running.key}", programme=programme)
    return f"{done}"


def _next(programme: int) -> Delivery | None:
    due = Delivery.objects.filter(
        message__programme=programme, state=DeliveryState.WAITING, next_try__lte=timezone.now()
    )
    return due.order_by("next_try", "pk").first()


def _set_aside(programme: int) -> bool:
    """Whether the next one has to wait: that is noted also while no mail server answers."""
    with transaction.atomic():
        found = _next(programme)
        try:
            return found is None or _has_to_wait(_whole(found))
        except LookupError:  # of a kind that no room has any more: whoever makes the mail marks it
            return False


def _claim(programme: int, running: Running) -> tuple[Delivery, EmailMessage] | None:
    """The next one, noted as being handed over by this worker; nothing where it has to wait after all.

    The programme is locked: once a pause stands, nothing more is begun.
    """
    with transaction.atomic():
        running.hold()
        Programme.objects.select_for_update().get(pk=programme)
        found = _next(programme)
        if found is None:
            return None
        delivery = _whole(found)
        mail = _made(delivery)
        if mail is None:
            return None
        delivery.state, delivery.handed_over_at, delivery.note = DeliveryState.HANDING_OVER, timezone.now(), ""
        delivery.attempts, delivery.tries = delivery.attempts + 1, delivery.tries + 1
        delivery.job, delivery.job_attempt = running.key, running.attempt
        delivery.save()
    return delivery, mail


def _whole(delivery: Delivery) -> Delivery:
    """As it is now, with what decides whether it goes."""
    return Delivery.objects.select_related("message__programme", "participant__partner").get(pk=delivery.pk)


def _has_to_wait(delivery: Delivery) -> bool:
    """Notes why, where it has to."""
    now = timezone.now()
    partner = delivery.participant.partner if delivery.participant else None
    held = why_held(delivery.message.programme, partner)
    free = now if kind_of(delivery.message.kind).prompt else quiet_of(delivery.message.programme).next_free(now)
    if held:
        delivery.state, delivery.note = DeliveryState.HELD, held
    elif not delivery.to:
        delivery.state, delivery.note = DeliveryState.WITHDRAWN, "The address was erased"
    elif free > now:
        delivery.next_try, delivery.note = free, "Quiet hours"
    else:
        return False
    delivery.save(update_fields=["state", "note", "next_try"])
    return True


def _made(delivery: Delivery) -> EmailMessage | None:
    """The mail, unless it has to wait. One that cannot be made must not stop those behind it, and is shown."""
    try:
        with transaction.atomic():
            if _has_to_wait(delivery):
                return None
            mail = as_mail(render(delivery))
            mail.message()
            return mail
    except DatabaseError:
        raise
    except Exception:
        logger.exception("a message could not be made", extra={"tell": {"delivery": delivery.pk}})
    delivery.state, delivery.note = DeliveryState.FAILED, "The message could not be made"
    delivery.save(update_fields=["state", "note"])
    return None


def _hand_over(line: Line, delivery: Delivery, mail: EmailMessage) -> None:
    try:
        line.hand_over(mail)
    except NotTaken:
        _not_taken(delivery)
    except Refused:
        _settle(delivery, DeliveryState.FAILED, "The mail server refused it")
    except InDoubt:
        _settle(delivery, DeliveryState.UNKNOWN, BROKE)
    else:
        _settle(delivery, DeliveryState.SENT)


def _not_taken(delivery: Delivery) -> None:
    """Tried again later, each time after twice as long, but not for ever. Its links were never sent."""
    Link.objects.filter(delivery=delivery).delete()
    if delivery.tries >= MOST_TRIES:
        _settle(delivery, DeliveryState.FAILED, f"The mail server did not take it, {MOST_TRIES} times")
        return
    wait = min(FIRST_WAIT * 2 ** (delivery.tries - 1), LONGEST_WAIT)
    _settle(delivery, DeliveryState.WAITING, "The mail server did not take it", next_try=timezone.now() + wait)


def _settle(delivery: Delivery, state: DeliveryState, note: str = "", **more: object) -> None:
    """What this hand-over came to, though the worker was taken for dead meanwhile; never of a later one."""
    mine = Delivery.objects.filter(
        pk=delivery.pk,
        attempts=delivery.attempts,
        state__in=[DeliveryState.HANDING_OVER, DeliveryState.UNKNOWN],
    )
    mine.update(state=state, note=note, **more)
