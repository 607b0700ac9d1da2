"""The links of a collection as a lead gives them out."""

from __future__ import annotations

import io
from dataclasses import dataclass

import segno
from django.utils import timezone

from thinking_together.core.invented import INVENTED
from thinking_together.programmes.models import Programme
from thinking_together.programmes.pauses import paused
from thinking_together.survey.answering.models import Collection, SurveyLink


@dataclass(frozen=True, slots=True)
class GivenOut:
    """A link: whom it is for, its address within the site, and the whole address."""

    code: str
    sector: str
    whom: str
    path: str
    address: str
    trial: bool


def links_of(collection: Collection, site: str) -> list[GivenOut]:
    """By sector, then that of everybody, then the one to try it."""
    slug = collection.programme.slug
    names = dict(collection.programme.sectors.values_list("code", "name"))
    found = []
    for link in collection.links.order_by("trial", "pk"):
        asked = "Everybody on the list" if collection.invited_only else "Everybody"
        everybody = "To try it: nothing is counted" if link.trial else asked
        whom = names.get(link.sector, link.sector) if link.sector else everybody
        path = f"/s/{slug}/{link.code}"
        found.append(GivenOut(link.code, link.sector, whom, path, f"{site}{path}", link.trial))
    return found


def open_to_anybody(programme: Programme) -> str:
    """Where anybody may answer now; empty for a survey of invited people, in a pause, and once its last day is over."""
    links = SurveyLink.objects.filter(collection__programme=programme, sector="", trial=False)
    open_now = links.filter(collection__closed=None, collection__invited_only=False)
    link = open_now.exclude(collection__closes__lt=timezone.localdate()).first()
    if link is None or programme.archived or paused(programme):
        return ""
    return f"/s/{programme.slug}/{link.code}"


def qr(address: str, kind: str, *, invented: bool = False) -> bytes:
    """A QR code of an address, which is still read where a quarter of it is dirty. One of an example has its title."""
    out = io.BytesIO()
    titled = {"title": INVENTED} if invented and kind == "svg" else {}
    segno.make(address, error="q").save(out, kind=kind, scale=8, border=4, **titled)
    return out.getvalue()
