"""What the pages of the network show, read once: frozen, without an address of anybody."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from thinking_together.gatherings.domain.places import has_begun
from thinking_together.gatherings.domain.places import is_open as is_open_to_sign_up
from thinking_together.gatherings.models import Gathering, GatheringState
from thinking_together.gatherings.showing import when
from thinking_together.network.models import Answered, Evaluation, Page, Update
from thinking_together.network.opening import may_join
from thinking_together.network.public import page_of
from thinking_together.network.queries import EVENT_KINDS
from thinking_together.programmes.models import Programme
from thinking_together.programmes.ways import Minutes, Way, ways


@dataclass(frozen=True, slots=True)
class Event:
    """A webinar or meeting. Addresses are empty where there is nothing: ``sign_up`` where nobody can sign up now,
    ``evaluation`` where nobody is asked now how it was. ``evaluated``: people were asked, and the form is closed.
    """

    code: str
    title: str
    kind: str
    state: GatheringState
    day: date
    when: str
    where: str
    over: bool
    sign_up: str
    recording: str
    evaluation: str
    evaluated: bool
    minutes: Minutes | None

    @property
    def cancelled(self) -> bool:
        return self.state is GatheringState.CANCELLED

    @property
    def shown(self) -> bool:
        """Whether people outside see it."""
        return self.state is not GatheringState.DRAFT


@dataclass(frozen=True, slots=True)
class PublicPage:
    """All that the public page shows."""

    words: Page
    joining: bool
    ways: tuple[Way, ...]
    events: tuple[Event, ...]
    updates: tuple[Update, ...]
    answered: tuple[Answered, ...]

    @property
    def ahead(self) -> tuple[Event, ...]:
        return tuple(event for event in self.events if not event.over)

    @property
    def past(self) -> tuple[Event, ...]:
        return tuple(event for event in self.events if event.over)


def public_page(programme: Programme) -> PublicPage:
    """A fixed number of statements, and what the ways to take part ask."""
    return PublicPage(
        page_of(programme),
        may_join(programme),
        ways(programme),
        tuple(event for event in events_of(programme) if event.shown),
        tuple(Update.objects.filter(programme=programme, shown=True, sent__isnull=False)),
        tuple(Answered.objects.filter(programme=programme, shown=True)),
    )


def events_of(programme: Programme) -> tuple[Event, ...]:
    """Webinars and meetings of the network, the newest first; two statements."""
    gatherings = Gathering.objects.filter(programme=programme, kind__in=EVENT_KINDS).order_by("-day", "-pk")
    gatherings = gatherings.select_related("programme")
    asked = {one.gathering_id: one for one in Evaluation.objects.filter(gathering__programme=programme)}
    return tuple(event_of(gathering, asked.get(gathering.pk)) for gathering in gatherings)


def event_of(gathering: Gathering, asked: Evaluation | None = None) -> Event:
    """One event, and whether people are or were asked how it was."""
    programme = gathering.programme
    over = has_begun(gathering)
    return Event(
        gathering.code,
        gathering.title,
        gathering.get_kind_display(),
        GatheringState(gathering.state),
        gathering.day,
        when(gathering),
        "online" if gathering.online else gathering.place or "the place will be told",
        over,
        reverse("event", args=[programme.slug, gathering.code]) if is_open_to_sign_up(gathering) else "",
        gathering.recording_link,
        reverse("network_evaluation", args=[programme.slug, gathering.code]) if asked and not asked.closed else "",
        asked is not None and asked.closed is not None,
        _minutes(gathering),
    )


def _minutes(gathering: Gathering) -> Minutes | None:
    if gathering.starts is None or gathering.ends is None:
        return None
    whole = round((gathering.ends - gathering.starts).total_seconds() / 60)
    return Minutes(whole, whole)
