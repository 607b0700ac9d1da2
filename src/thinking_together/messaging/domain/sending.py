"""Writing a message to somebody, or to many."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from thinking_together.accounts.models import Person
from thinking_together.core.school_filters import blocked
from thinking_together.core.writes import Actor, Unchanged, Written, write
from thinking_together.messaging.handing_over import ask_for_round
from thinking_together.messaging.kinds import kind_of
from thinking_together.messaging.links import purpose_of
from thinking_together.messaging.models import AttachedFile, Delivery, DeliveryState, Message, Stop
from thinking_together.messaging.parts import Attachment, PersonalFile, PersonalLink, Recipient, maker
from thinking_together.programmes.models import Programme

BATCH = 500
LONGEST_SUBJECT = 200
NO_ADDRESS = "There is no address"
STOPPED = "Wants no more messages like this, or they come back"


class BadSubject(ValueError):
    """Filters of schools would stop it."""


@write("message.written")
def send(
    *,
    programme: Programme,
    key: str,
    kind: str,
    subject: str,
    body: str,
    to: Iterable[Recipient],
    by: Actor,
    attachments: Sequence[Attachment | PersonalFile] = (),
    links: Sequence[PersonalLink] = (),
    not_before: datetime | None = None,
) -> Written[Message] | Unchanged[Message]:
    """Puts a message into the outbox, in the transaction of what it tells of; the worker sends it.

    The same ``key`` again gives the first message and writes to nobody twice. ``body`` is Markdown in which
    ``{name}`` is a personal link. ``BadSubject`` for one that filters of schools would stop.
    """
    told, subject = kind_of(kind), " ".join(subject.split())[:LONGEST_SUBJECT]
    _check(subject, links, attachments)
    Programme.objects.select_for_update().get(pk=programme.pk)
    found = Message.objects.filter(programme=programme, key=key).first()
    if found is not None:
        return Unchanged(found)
    made = Message.objects.create(
        programme=programme,
        key=key,
        kind=kind,
        subject=subject,
        body_markdown=body,
        links=[[link.name, link.purpose, link.target] for link in links],
        makes=[[file.maker, file.target] for file in attachments if isinstance(file, PersonalFile)],
        not_before=not_before,
        written_by=by if isinstance(by, Person) else None,
    )
    AttachedFile.objects.bulk_create(
        AttachedFile(message=made, name=file.name, content_type=file.content_type, content=file.content)
        for file in attachments
        if isinstance(file, Attachment)
    )
    stopped = _stopped(programme) if told.to_many else frozenset()
    deliveries = _deliveries(made, to, stopped)
    Delivery.objects.bulk_create(deliveries, batch_size=BATCH)
    transaction.on_commit(lambda: ask_for_round(programme, not_before), robust=True)
    return Written(made, made, {"kind": kind, "recipients": len(deliveries)})


def _check(subject: str, links: Sequence[PersonalLink], files: Sequence[Attachment | PersonalFile]) -> None:
    if blocked(subject):
        raise BadSubject("the subject names self-harm, and filters of schools block that: choose other words")
    for link in links:
        purpose_of(link.purpose)
    for file in files:
        if isinstance(file, PersonalFile):
            maker(file.maker)


def _stopped(programme: Programme) -> frozenset[str]:
    return frozenset(Stop.objects.filter(programme=programme).values_list("address", flat=True))


def _deliveries(message: Message, to: Iterable[Recipient], stopped: frozenset[str]) -> list[Delivery]:
    """One an address, whoever names it; of those who take part the address stays where it is kept already."""
    found: dict[str, Delivery] = {}
    for one in to:
        address = one.to
        if address in found or (not address and one.participant is None):
            continue
        state, note = DeliveryState.WAITING, ""
        if address in stopped:
            state, note = DeliveryState.WITHDRAWN, STOPPED
        elif not address and one.participant is not None:
            state, note, address = DeliveryState.FAILED, NO_ADDRESS, f"#{one.participant.pk}"
        found[address] = Delivery(
            message=message,
            participant=one.participant,
            address="" if one.participant else one.to,
            state=state,
            note=note,
            next_try=message.not_before or timezone.now(),
        )
    return list(found.values())
