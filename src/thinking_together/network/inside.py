"""What members of the programme see of the network; counts of people through the gate."""

from __future__ import annotations

from dataclasses import dataclass

from thinking_together.analysis.tables import State, Table
from thinking_together.evidence.figures import Reason, Unresolved
from thinking_together.evidence.resolve import Resolver
from thinking_together.evidence.standing import as_it_stands
from thinking_together.network.models import Answered, Audience, Update
from thinking_together.network.opening import is_open, missing_to_open
from thinking_together.network.public import interests_of
from thinking_together.network.showing import Event, events_of
from thinking_together.programmes.models import Programme
from thinking_together.programmes.readiness import Missing

MEMBERS_BY_SECTOR = "network/members?sector=*"
NOT_SHOWN = "not shown"


@dataclass(frozen=True, slots=True)
class Overview:
    """Everything of the section's first page. ``members``: sector and how many, in words; ``too_few`` to say that."""

    opened: bool
    missing: tuple[Missing, ...]
    members: tuple[tuple[str, str], ...]
    too_few: bool
    events: tuple[Event, ...]
    drafts: tuple[Update, ...]
    updates: tuple[Update, ...]
    answered: tuple[Answered, ...]


def overview(programme: Programme, *, drafts: bool) -> Overview:
    """With the drafts for those who write them."""
    updates = tuple(Update.objects.filter(programme=programme))
    members = members_by_sector(programme)
    return Overview(
        is_open(programme),
        missing_to_open(programme),
        members or (),
        members is None,
        tuple(event for event in events_of(programme) if drafts or event.shown),
        tuple(u for u in updates if u.sent is None) if drafts else (),
        tuple(u for u in updates if u.sent is not None),
        tuple(Answered.objects.filter(programme=programme)),
    )


def members_by_sector(programme: Programme) -> tuple[tuple[str, str], ...] | None:
    """As of the programme's day; nothing where all of it is held back. What is held back of it is said to be."""
    return as_it_stands(programme, "network members", _members)


def _members(resolver: Resolver) -> tuple[tuple[str, str], ...] | None:
    found = resolver.resolve(MEMBERS_BY_SECTOR)
    if isinstance(found, Unresolved):
        return None if found.reason is Reason.SUPPRESSED else ()
    assert isinstance(found, Table)
    names = dict(found.dimensions[0].values)
    return tuple(
        (
            names[s.key("sector") or ""],
            f"{s.value:.0f}" if s.state is State.SHOWN and s.value is not None else NOT_SHOWN,
        )
        for s in found.statistics
    )


def audience_words(update: Update) -> str:
    """Whom an update is for."""
    if update.audience == Audience.ALL:
        return "all members"
    if update.audience == Audience.SECTOR:
        names = dict(update.programme.sectors.values_list("code", "name"))
        return f"members in {_listed(names, update.chosen)}"
    return f"members interested in {_listed(dict(interests_of(update.programme)), update.chosen)}"


def _listed(names: dict[str, str], codes: list[str]) -> str:
    return ", ".join(names.get(code, code) for code in codes)
