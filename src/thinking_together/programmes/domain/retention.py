"""How long things are kept, and deleting what is due."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial

from django.utils import timezone

from thinking_together.content.programme_template import ProgrammeTemplate
from thinking_together.core import purges
from thinking_together.core.editing import Gone, version_of
from thinking_together.core.writes import Actor, Unchanged, Written, write
from thinking_together.programmes.domain.changing import changed, told
from thinking_together.programmes.domain.closing import NotDue as NotDueAsAWhole
from thinking_together.programmes.domain.closing import delete_programme
from thinking_together.programmes.models import Programme, Retention, RetentionCode
from thinking_together.programmes.retention import delete_of, kept

FIELDS = ("months", "why")
KIND = "programmes.retention"


class NotDue(ValueError):
    """It is kept still."""


@dataclass(frozen=True, slots=True)
class Deleted:
    """What a run deleted: of which programme, which kind (empty for all of it), how many records.

    ``failed`` names the kind of error where nothing was deleted; what it says may hold people's words.
    """

    programme: str
    kind: str
    records: int
    failed: str = ""


@write("retention.planned")
def plan_retention(
    *, programme: Programme, code: RetentionCode, version: str, yours: Mapping[str, object], by: Actor
) -> Written[Retention] | Unchanged[Retention]:
    """Sets for how many months something is kept, and why; ``yours`` has all of ``FIELDS``."""
    Programme.objects.select_for_update().get(pk=programme.pk)
    held = Retention.objects.filter(programme=programme, code=code).first()
    if held is None:
        if version != version_of(Retention(), FIELDS):
            raise Gone
        made = Retention.objects.create(programme=programme, code=code, **yours)
        return Written(made, made, {"kind": code.value, "months": made.months})
    held, names = changed(held, version=version, yours=yours)
    if not names:
        return Unchanged(held)
    return Written(held, held, {"kind": code.value, "months": held.months, **told(names)})


@write("retention.deleted", always=True)
def delete_kind(*, programme: Programme, code: RetentionCode, by: Actor) -> Written[int]:
    """Deletes what is due of a kind, in every room and for good; ``NotDue`` before its day or a second time."""
    held = Programme.objects.select_for_update().get(pk=programme.pk)
    of_kind = next(one for one in kept(held) if one.code == code)
    if of_kind.retention is None or of_kind.due is None or of_kind.due > timezone.localdate() or of_kind.done:
        raise NotDue(f"{code.label} of {held.slug}: not now")
    records = purges.purge(kind=KIND, key=f"{held.slug}/{code}", by=by)
    of_kind.retention.deleted = timezone.localdate()
    of_kind.retention.save(update_fields=["deleted"])
    return Written(held, records, {"kind": code.value, "records": records})


def delete_due(*, today: date, by: Actor) -> list[Deleted]:
    """Everything that is due on this day, each in a transaction of its own; what has gone already is left alone.

    Where one fails the others go all the same: nobody's data outstay their date for another's sake. What another run
    deletes at the same time is told by that one.
    """
    done: list[Deleted | None] = []
    for programme in Programme.objects.order_by("pk"):
        if programme.deleted_on is not None and programme.deleted_on <= today:
            done.append(_attempt(programme.slug, "", partial(delete_programme, programme=programme, by=by)))
            continue
        for one in kept(programme):
            if one.due is not None and one.due <= today and not one.done:
                work = partial(delete_kind, programme=programme, code=one.code, by=by)
                done.append(_attempt(programme.slug, one.code.value, work))
    return [one for one in done if one is not None]


def _attempt(slug: str, kind: str, work: Callable[[], int]) -> Deleted | None:
    try:
        return Deleted(slug, kind, work())
    except (NotDue, NotDueAsAWhole, Programme.DoesNotExist):
        return None
    except Exception as error:  # noqa: BLE001 - whatever a room failed with, the next programme's turn comes
        return Deleted(slug, kind, 0, type(error).__name__)


def remove(key: str) -> int:
    """A part of a deletion, and done again when an older backup is restored."""
    slug, _, code = key.partition("/")
    programme = Programme.objects.filter(slug=slug).first()
    return delete_of(programme, RetentionCode(code)) if programme else 0


def propose(programme: Programme, template: ProgrammeTemplate) -> list[Retention]:
    """What the template proposes, not kept yet."""
    return [Retention(programme=programme, code=one.code, months=one.months, why=one.why) for one in template.retention]
