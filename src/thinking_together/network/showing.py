"""What the pages of the network show, read once: frozen, without an address of anybody."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils import timezone

from thinking_together.analysis.tables import day
from thinking_together.gatherings.models import Gathering
from thinking_together.network.models import Answered, Evaluation, Page, Update
from thinking_together.network.opening import may_join
from thinking_together.network.public import page_of
from thinking_together.network.queries import EVENT_KINDS
from thinking_together.programmes.models import Programme
from thinking_together.programmes.ways import Minutes, Way, ways


@dataclass(frozen=True, slots=True)
class Event:
    """A webinar or meeting. ``sign_up`` is the address where people sign up, while they can."""

    code: str
    title: str
    kind: str
    day: date
    when: str
    where: str
    over: bool
    cancelled: bool
    sign_up: str
    recording: str
    evaluation: str
    minutes: Minutes | None = None


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
        tuple(event for event in events_of(programme)),
        tuple(Update.objects.filter(programme=programme, shown=True, sent__isnull=False)),
        tuple(Answered.objects.filter(programme=programme, shown=True)),
    )


def events_of(programme: Programme) -> tuple[Event, ...]:
    """Webinars and meetings of the network, the newest first; two statements."""
    gatherings = Gathering.objects.filter(programme=programme, kind__in=EVENT_KINDS).order_by("-day", "-pk")
    asked = Evaluation.objects.filter(gathering__programme=programme, closed=None).values_list("gathering_id", flat=True)
    open_now = set(asked)
    return tuple(_event(programme, gathering, gathering.pk in open_now) for gathering in gatherings)


def _event(programme: Programme, gathering: Gathering, evaluation: bool) -> Event:
    return Event(
        gathering.code,
        gathering.title,
        gathering.get_kind_display(),
        gathering.day,
        day(gathering.day),
        "online" if gathering.online else gathering.place,
        gathering.day < timezone.localdate(),
        False,
        "",
        "",
        reverse("network_evaluation", args=[programme.slug, gathering.code]) if evaluation else "",
    )
