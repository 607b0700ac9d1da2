"""Updates: written, shown to their lead with the number of members who get them, sent once."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils import timezone

from thinking_together.core.editing import Gone, version_of
from thinking_together.core.writes import Actor, Unchanged, Written, write
from thinking_together.network import mails
from thinking_together.network.members import audience
from thinking_together.network.models import Update
from thinking_together.programmes.domain.changing import changed, told
from thinking_together.programmes.domain.entries import new_code
from thinking_together.programmes.models import Programme

UPDATE_FIELDS = ("title", "body", "audience", "chosen", "shown")


class NotAsShown(ValueError):
    """The update, or the number of those who get it, is not what the person saw when they sent it."""


class IsSent(ValueError):
    """It was sent, so that its words stay."""


@write("network.update_written")
def write_update(
    *, programme: Programme, yours: Mapping[str, object], by: Actor
) -> Written[Update] | Unchanged[Update]:
    """Keeps a draft. The same sent twice is there once."""
    Programme.objects.select_for_update().get(pk=programme.pk)
    listed = Update.objects.filter(programme=programme)
    for same in listed.filter(sent=None, title=yours["title"]):
        if all(getattr(same, name) == value for name, value in yours.items()):
            return Unchanged(same)
    code = new_code(str(yours["title"]), set(listed.values_list("code", flat=True)))
    made = Update.objects.create(programme=programme, code=code, **yours)
    return Written(made, made, {"code": made.code})


@write("network.update_changed")
def change_update(
    *, update: Update, version: str, yours: Mapping[str, object], by: Actor
) -> Written[Update] | Unchanged[Update]:
    """Changes a draft; ``IsSent`` once it was sent."""
    held, names = changed(update, version=version, yours=yours)
    if held.sent is not None:
        raise IsSent("it was sent in the meantime, and its words stay")
    return Written(held, held, told(names)) if names else Unchanged(held)


@write("network.update_removed")
def remove_update(*, update: Update, by: Actor) -> Written[None] | Unchanged[None]:
    """Takes a draft away; ``IsSent`` once it was sent."""
    held = Update.objects.select_for_update().filter(pk=update.pk).first()
    if held is None:
        return Unchanged(None)
    if held.sent is not None:
        raise IsSent("it was sent in the meantime, and stays")
    Update.objects.filter(pk=held.pk).delete()
    return Written(update, None, {"code": update.code})


@write("network.update_sent", whole=True)
def send_update(*, update: Update, seen: str, to: int, by: Actor) -> Written[Update] | Unchanged[Update]:
    """Sends it to the members whom it is for, once; ``NotAsShown`` when it or their number is not what was seen."""
    Programme.objects.select_for_update().get(pk=update.programme_id)
    held = Update.objects.select_for_update().select_related("programme").filter(pk=update.pk).first()
    if held is None:
        raise Gone
    if held.sent is not None:
        return Unchanged(held)
    members = audience(held.programme, held.audience, held.chosen)
    if seen_as(held) != seen or len(members) != to:
        raise NotAsShown("the update, or the number of members who get it, changed since you looked")
    if members:
        mails.update(held, members, by)
    held.sent, held.sent_to = timezone.localdate(), len(members)
    held.save(update_fields=["sent", "sent_to"])
    return Written(held, held, {"code": held.code, "members": len(members)})


@write("network.update_shown")
def show_update(*, update: Update, shown: bool, by: Actor) -> Written[Update] | Unchanged[Update]:
    """Puts a sent update on the public page, or takes it off."""
    held = Update.objects.select_for_update().get(pk=update.pk)
    if held.shown == shown:
        return Unchanged(held)
    held.shown = shown
    held.save(update_fields=["shown"])
    return Written(held, held, {"code": held.code, "shown": shown})


def seen_as(update: Update) -> str:
    """What the page of an update shows, as a short hash: sending sends what was seen."""
    return version_of(update, UPDATE_FIELDS)
