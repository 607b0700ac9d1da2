"""The links of a collection as a lead gives them out."""

from __future__ import annotations

import io
from dataclasses import dataclass

import segno

from thinking_together.core.invented import INVENTED
from thinking_together.survey.answering.models import Collection


@dataclass(frozen=True, slots=True)
class GivenOut:
    """A link: whom it is for, its address within the site, and the whole address."""

    code: str
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
        everybody = "To try it: nothing is counted" if link.trial else "Everybody"
        whom = names.get(link.sector, link.sector) if link.sector else everybody
        path = f"/s/{slug}/{link.code}"
        found.append(GivenOut(link.code, whom, path, f"{site}{path}", link.trial))
    return found


def qr(address: str, kind: str, *, invented: bool = False) -> bytes:
    """A QR code of an address, which is still read where a quarter of it is dirty. One of an example has its title."""
    out = io.BytesIO()
    titled = {"title": INVENTED} if invented and kind == "svg" else {}
    segno.make(address, error="q").save(out, kind=kind, scale=8, border=4, **titled)
    return out.getvalue()
