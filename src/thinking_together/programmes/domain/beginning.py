"""A new programme from the template: sectors, timetable, and somebody who leads it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.text import slugify

from thinking_together.accounts.models import Person
from thinking_together.content.programme_template import ProgrammeTemplate, self_harm_template
from thinking_together.core.audit import AuditEvent
from thinking_together.core.permissions import Role
from thinking_together.core.writes import Unchanged, write
from thinking_together.programmes.domain.people import grant_membership
from thinking_together.programmes.domain.retention import propose
from thinking_together.programmes.models import Phase, PhaseCode, Programme, Retention, Sector

LONGEST_SLUG = 60


@dataclass(frozen=True, slots=True)
class Beginning:
    """What somebody decided about a new programme. ``key`` is of the form that was sent, however often."""

    key: UUID
    place: str
    area_code: str
    comparator_code: str
    title: str
    start: date

    @property
    def invented(self) -> bool:
        """As the code says: no area of this country has a code that begins with X."""
        return self.area_code.startswith("X")


@write("programme.begun", whole=True)
def begin_programme(*, beginning: Beginning, by: Person) -> Programme | Unchanged[Programme]:
    """Makes the programme as the template proposes; who begins it leads it. The same form sent again makes none."""
    same = Programme.objects.filter(begun_by=beginning.key).first()
    if same is not None:
        return Unchanged(same)
    template = self_harm_template()
    made = Programme.objects.create(
        slug=free_slug(beginning.place),
        title=beginning.title,
        subtitle=template.subtitle,
        place=beginning.place,
        area_code=beginning.area_code,
        comparator_code=beginning.comparator_code,
        invented=beginning.invented,
        as_of=beginning.start,
        begun_by=beginning.key,
    )
    _fill(made, template, beginning.start)
    grant_membership(programme=made, person=by, role=Role.LEAD, by=by)
    return made


def free_slug(place: str) -> str:
    """A short name out of the place that no programme has or had: the log of one must not be read as another's."""
    stem = slugify(place)[:LONGEST_SLUG].strip("-") or "programme"
    number = 1
    while True:
        slug = stem if number == 1 else f"{stem}-{number}"
        had = AuditEvent.objects.filter(programme_slug=slug).exists()
        if not had and not Programme.objects.filter(slug=slug).exists():
            return slug
        number += 1


def _fill(programme: Programme, template: ProgrammeTemplate, start: date) -> None:
    Sector.objects.bulk_create(
        Sector(programme=programme, code=one.code, name=one.name, includes=one.includes, position=at)
        for at, one in enumerate(template.sectors)
    )
    Retention.objects.bulk_create(propose(programme, template))
    order = list(PhaseCode.values)
    Phase.objects.bulk_create(
        Phase(
            programme=programme,
            code=one.code,
            starts=one.starts(start),
            ends=one.ends(start),
            summary=one.summary,
            position=order.index(one.code),
        )
        for one in template.phases
    )
