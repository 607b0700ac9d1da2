"""The list of invited people: who is on it, and writing to all of them. Nothing of it knows who has answered.

Everybody of a sector gets the same link, so that neither a row nor a message leads to an answer. A mark of who has
finished is not kept either: with the day of each response, two backups of different days would tell which is whose.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone

from thinking_together.core.school_filters import quiet
from thinking_together.core.writes import Actor, Unchanged, Written, write
from thinking_together.messaging.domain import send
from thinking_together.messaging.domain.forgetting import forget
from thinking_together.messaging.kinds import Kind
from thinking_together.messaging.markdown import literally
from thinking_together.messaging.parts import Recipient
from thinking_together.programmes.models import Programme
from thinking_together.survey.answering.invited_list import Invited
from thinking_together.survey.answering.models import Collection, InvitedPerson

INVITATION = Kind("survey.invitation", "Invitation to the survey", to_many=True)
REMINDER = Kind("survey.reminder", "Reminder of the survey", to_many=True)
BATCH = 1000


class NoList(ValueError):
    """The survey is not open, or not for invited people only."""


@write("survey.list_changed")
def add_invited(*, collection: Collection, people: Sequence[Invited], by: Actor) -> Written[int] | Unchanged[int]:
    """Puts people on the list; how many are new. Who is there already stays as they are."""
    held = _held(collection)
    there = set(held.invited_people.values_list("address", flat=True))
    new = {one.address.strip().lower(): one.sector for one in people}
    rows = [InvitedPerson(collection=held, address=a, sector=s) for a, s in new.items() if a not in there]
    if not rows:
        return Unchanged(0)
    InvitedPerson.objects.bulk_create(rows, batch_size=BATCH)
    _count(held)
    return Written(held, len(rows), {"added": len(rows)})


@write("survey.list_changed")
def remove_invited(*, collection: Collection, address: str, by: Actor) -> Written[int] | Unchanged[int]:
    """Takes somebody off the list, wherever they stand in it; how many."""
    held = _held(collection)
    gone, _ = held.invited_people.filter(address=address.strip().lower()).delete()
    if not gone:
        return Unchanged(0)
    _count(held)
    return Written(held, gone, {"removed": gone})


@write("survey.people_invited")
def invite(*, collection: Collection, by: Actor) -> Written[int] | Unchanged[int]:
    """Writes to all to whom no invitation was written yet; how many."""
    held = _held(collection)
    new = held.invited_people.filter(written=False)
    many = _write(held, new, INVITATION, by)
    new.update(written=True)
    return Written(held, many, {"people": many}) if many else Unchanged(0)


@write("survey.people_reminded")
def remind(*, collection: Collection, by: Actor) -> Written[int] | Unchanged[int]:
    """Writes once more to all who were invited, whether they have answered or not; once a day. How many."""
    held = _held(collection)
    many = _write(held, held.invited_people.filter(written=True), REMINDER, by)
    return Written(held, many, {"people": many}) if many else Unchanged(0)


def forget_list(collection: Collection, by: Actor) -> int:
    """Deletes the list and the messages to it; how many people. How many there were of each sector stays."""
    many, _ = collection.invited_people.all().delete()
    for kind in (INVITATION, REMINDER):
        forget(programme=collection.programme, kind=kind.code, purpose="", before=timezone.now(), by=by)
    return many


def forget_people(programme: Programme) -> int:
    """When addresses have been kept long enough."""
    many, _ = InvitedPerson.objects.filter(collection__programme=programme).delete()
    return many


def _held(collection: Collection) -> Collection:
    held = Collection.objects.select_for_update().select_related("programme").get(pk=collection.pk)
    if held.closed is not None or not held.invited_only:
        raise NoList("There is a list only while a survey for invited people is open.")
    return held


def _count(collection: Collection) -> None:
    collection.invited = dict(sorted(Counter(collection.invited_people.values_list("sector", flat=True)).items()))
    collection.save(update_fields=["invited"])


def _write(collection: Collection, people: QuerySet[InvitedPerson], kind: Kind, by: Actor) -> int:
    """One message a sector, since the sector's link stands in it; to how many people."""
    links = dict(collection.links.filter(trial=False).values_list("sector", "code"))
    site = f"{settings.SITE_ADDRESS}/s/{collection.programme.slug}"
    many = 0
    for sector in sorted(set(people.values_list("sector", flat=True)) & set(links)):
        addresses = list(people.filter(sector=sector).order_by("address").values_list("address", flat=True))
        about = f"survey/{collection.pk}/{kind.code}/{sector}"
        first = timezone.localdate().isoformat() if kind is REMINDER else min(people.values_list("pk", flat=True))
        message = send(
            programme=collection.programme,
            key=f"{about}/{first}",
            kind=kind.code,
            subject=_subject(collection.programme, kind),
            body=_body(collection, f"{site}/{links[sector]}", kind, of_sector=bool(sector)),
            to=[Recipient(address=address) for address in addresses],
            by=by,
        )
        many += message.deliveries.count()
    return many


def _subject(programme: Programme, kind: Kind) -> str:
    place = quiet(programme.place, "your area")
    words = "A reminder: five minutes for a survey" if kind is REMINDER else "Five minutes for a survey"
    return f"{words} of the workforce in {place}"


def _body(collection: Collection, address: str, kind: Kind, *, of_sector: bool) -> str:
    until = f" It is open until {collection.closes:%-d %B %Y}." if collection.closes else ""
    first = (
        "Some days ago we asked you to answer a survey. **If you have, thank you: there is nothing more to do.** "
        "Nobody knows who has answered, so this goes to everybody who was asked."
        if kind is REMINDER
        else f"What would help the people who work with children and young people in "
        f"{literally(collection.programme.place)}? You are asked because of the work you do."
    )
    same = "everybody in your part of the workforce" if of_sector else "everybody who is asked"
    return (
        f"{first}\n\n[Answer the survey]({address})\n\nIt takes at most five minutes.{until} It is anonymous: "
        f"{same} has the same link, and your answers cannot be told from those of others. "
        "Your employer never sees them. Please do not pass the link on."
    )
