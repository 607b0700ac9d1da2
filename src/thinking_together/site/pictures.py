"""Pictures on a programme's pages: shown where they are drawn already, else asked for and promised."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from thinking_together.analysis.tables import Table
from thinking_together.core.tasks.asking import ask
from thinking_together.core.tasks.declaring import job
from thinking_together.core.tasks.models import Job, JobState
from thinking_together.core.tasks.running import Running
from thinking_together.programmes.models import Programme
from thinking_together.report.charts.draw import Plan, draw, planned
from thinking_together.report.models import EditionPicture
from thinking_together.site.models import ProgrammePicture
from thinking_together.site.participation import PARTICIPATION, gated

KIND = "pages.draw participation"


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture for a page: its title, what it says in words, and where it is; no address until it is drawn."""

    title: str
    alt: str
    address: str


def picture_of(programme: Programme, table: Table, wanted: str = "") -> Picture | None:
    """Of a gated table; ``None`` where it has no picture. Never draws."""
    plan = planned(table, wanted)
    return None if plan is None else _picture(programme, plan)


def participation_picture(programme: Programme, table: Table) -> Picture | None:
    """As ``picture_of``, and asks the worker for it where it is not there."""
    plan = planned(table, PARTICIPATION)
    if plan is None:
        return None
    found = _picture(programme, plan)
    if not found.address:
        _ask_once(programme, plan)
    return found


def svg_of(programme: Programme, key: str) -> str | None:
    """A picture that this programme's pages or its report's editions show."""
    own = ProgrammePicture.objects.filter(programme=programme, key=key)
    frozen = EditionPicture.objects.filter(edition__programme=programme, key=key)
    return own.values_list("svg", flat=True).first() or frozen.values_list("svg", flat=True).first()


@job(KIND, label="The picture of who took part", repeatable=True)
def draw_participation(running: Running, *, programme: int) -> str:
    """Draws from the gated table as it is then, in the place of the picture before."""
    found = Programme.objects.get(pk=programme)
    table = gated(found)
    drawing = draw(table, PARTICIPATION, cache=settings.VAR / "charts") if table is not None else None
    with transaction.atomic():
        running.hold()
        of = ProgrammePicture.objects.filter(programme=found, name=PARTICIPATION)
        if drawing is None:
            of.delete()
            return "nothing to draw"
        shown = {"key": drawing.key, "svg": drawing.svg}
        ProgrammePicture.objects.update_or_create(programme=found, name=PARTICIPATION, defaults=shown)
    return "drawn"


def _picture(programme: Programme, plan: Plan) -> Picture:
    key = plan.key
    own = ProgrammePicture.objects.filter(programme=programme, key=key)
    there = own.exists() or EditionPicture.objects.filter(edition__programme=programme, key=key).exists()
    address = reverse("programme_picture", kwargs={"programme": programme.slug, "key": key}) if there else ""
    return Picture(plan.frame.title, plan.alt, address)


def _ask_once(programme: Programme, plan: Plan) -> None:
    """A job that could not draw this very picture is not asked again by every visit."""
    subject = f"picture/{programme.pk}/{plan.key}"
    last = Job.objects.filter(kind=KIND, subject=subject).order_by("-asked_at").values_list("state", flat=True).first()
    if last is None or last == JobState.DONE:
        ask(draw_participation, subject, of_programme=programme.slug, programme=programme.pk)
