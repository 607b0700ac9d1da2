"""The links of a collection as a lead gives them out."""

from __future__ import annotations

from dataclasses import dataclass

from thinking_together.survey.answering.models import Collection


@dataclass(frozen=True, slots=True)
class GivenOut:
    """A link: whom it is for, and the whole address."""

    code: str
    whom: str
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
        found.append(GivenOut(link.code, whom, f"{site}/s/{slug}/{link.code}", link.trial))
    return found
