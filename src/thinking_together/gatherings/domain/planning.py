"""Planning a gathering, changing it, calling it off: whoever comes or waits is told in the same transaction."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db.models import Max

from thinking_together.core.dates.zone import local_parts
from thinking_together.core.editing import edited, version_of
from thinking_together.core.school_filters import blocked
from thinking_together.core.writes import Actor, Unchanged, Written, write
from thinking_together.gatherings import telling
from thinking_together.gatherings.domain.filling import fill
from thinking_together.gatherings.models import Gathering, GatheringKind, GatheringState
from thinking_together.messaging.domain.sending import BadSubject
from thinking_together.programmes.models import Programme
from thinking_together.programmes.readiness import ready_to_open

FIELDS = (
    "title",
    "starts",
    "ends",
    "online",
    "place",
    "joining_link",
    "capacity",
    "planned_size",
    "about",
    "recording_link",
)
TOLD = frozenset({"title", "starts", "ends", "online", "place", "joining_link"})  # what is told to those who come


class BadTimes(ValueError):
    """It ends before it begins, or goes on for days."""


class NotReady(ValueError):
    """Nothing opens before somebody answers for safeguarding."""


class Over(ValueError):
    """It was called off."""


@write("gathering.planned")
def plan(
    *,
    programme: Programme,
    kind: GatheringKind,
    title: str,
    starts: datetime,
    ends: datetime,
    by: Actor,
    code: str = "",
    online: bool = False,
    place: str = "",
    joining_link: str = "",
    capacity: int | None = None,
    planned_size: int | None = None,
    about: str = "",
    state: GatheringState = GatheringState.DRAFT,
) -> Gathering | Unchanged[Gathering]:
    """A new gathering, not shown outside until it is opened; the same form sent twice makes one.

    ``BadTimes``, ``BadSubject``, ``NotReady``.
    """
    Programme.objects.select_for_update().get(pk=programme.pk)
    title = " ".join(title.split())
    _check(title, starts, ends)
    same = {"kind": kind, "title": title, "starts": starts, "ends": ends, "place": place}
    found = Gathering.objects.filter(programme=programme, state=GatheringState.DRAFT, **same).first()
    if found is not None and not code:
        return Unchanged(found)
    if state == GatheringState.OPEN:
        _check_ready(programme, kind)
    last = Gathering.objects.filter(programme=programme).aggregate(last=Max("position"))["last"]
    return Gathering.objects.create(
        programme=programme,
        kind=kind,
        code=code or _free_code(programme, kind),
        title=title,
        day=local_parts(starts)[0],
        starts=starts,
        ends=ends,
        online=online,
        place=place,
        joining_link=joining_link,
        capacity=capacity,
        planned_size=planned_size,
        about=about,
        state=state,
        position=0 if last is None else last + 1,
    )


@write("gathering.changed", whole=True)
def change(
    *, gathering: Gathering, changes: Mapping[str, object], by: Actor, version: str | None = None
) -> Written[Gathering] | Unchanged[Gathering]:
    """Changes some of ``FIELDS``. When or where it is raises ``sequence`` and is told to those who come or wait.

    More places let those who wait move up. ``version`` is what a form began from: ``Conflict`` or ``Gone`` as
    ``core.editing`` has it.
    """
    _know(changes)
    fields = tuple(changes)
    Programme.objects.select_for_update().get(pk=gathering.programme_id)
    began = version or version_of(Gathering.objects.select_for_update().get(pk=gathering.pk), fields)
    with edited(Gathering, gathering.pk, fields, version=began, yours=changes) as held:
        names = [name for name, value in changes.items() if getattr(held, name) != value]
        if not names:
            return Unchanged(held)
        if held.state == GatheringState.CANCELLED:
            raise Over("it was called off, so that it cannot be changed")
        for name in names:
            setattr(held, name, changes[name])
        if held.starts and held.ends:
            _check(held.title, held.starts, held.ends)
            held.day = local_parts(held.starts)[0]
        is_told = bool(TOLD & set(names))
        held.sequence += is_told
        held.save()
        if is_told and held.state != GatheringState.DRAFT:
            telling.changed(held, by=by)
        fill(held, by=by)
    return Written(held, held, {"changed": ", ".join(names)}, programme=held.programme.slug)


@write("gathering.state_set")
def set_state(*, gathering: Gathering, state: GatheringState, by: Actor) -> Written[Gathering] | Unchanged[Gathering]:
    """Shows it and lets people sign up, or closes it to them. ``NotReady`` as ``plan``; ``Over`` once it is off."""
    if state == GatheringState.CANCELLED:
        raise ValueError("call_off calls it off, and tells people")
    held = Gathering.objects.select_for_update().get(pk=gathering.pk)
    if held.state == state:
        return Unchanged(held)
    if held.state == GatheringState.CANCELLED:
        raise Over("it was called off, so that it cannot be opened")
    if state == GatheringState.OPEN:
        _check_ready(held.programme, held.kind)
    held.state = state
    held.save(update_fields=["state"])
    return Written(held, held, {"state": state.value}, programme=held.programme.slug)


@write("gathering.called_off", whole=True)
def call_off(*, gathering: Gathering, by: Actor, why: str = "") -> Written[Gathering] | Unchanged[Gathering]:
    """It does not take place. Whoever comes or waits is told, with ``why`` in the message's own words."""
    Programme.objects.select_for_update().get(pk=gathering.programme_id)
    held = Gathering.objects.select_for_update().get(pk=gathering.pk)
    if held.state == GatheringState.CANCELLED:
        return Unchanged(held)
    was_shown = held.state != GatheringState.DRAFT
    held.state, held.sequence = GatheringState.CANCELLED, held.sequence + 1
    held.save(update_fields=["state", "sequence"])
    if was_shown:
        telling.called_off(held, why=why, by=by)
    return Written(held, held, programme=held.programme.slug)


def _know(changes: Mapping[str, object]) -> None:
    if unknown := set(changes) - set(FIELDS):
        raise TypeError(f"{', '.join(sorted(unknown))} cannot be changed")


def _check(title: str, starts: datetime, ends: datetime) -> None:
    if blocked(title):
        raise BadSubject("the title names self-harm, and filters of schools block that: choose other words")
    if ends <= starts:
        raise BadTimes("it must end after it begins")
    if (ends - starts).days >= 1:
        raise BadTimes("it must end within a day of its beginning")


def _check_ready(programme: Programme, kind: str) -> None:
    if kind == GatheringKind.REFLECTIVE_SESSION and (missing := ready_to_open(programme)):
        raise NotReady(" ".join(one.what for one in missing))


def _free_code(programme: Programme, kind: GatheringKind) -> str:
    taken = set(Gathering.objects.filter(programme=programme).values_list("code", flat=True))
    name = kind.value.replace("_", "-")
    return next(code for n in range(1, len(taken) + 2) if (code := f"{name}-{n}") not in taken)
