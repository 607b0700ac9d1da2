"""The first page: why, how long it takes, who sees the answers, and where to get help."""

from __future__ import annotations

from functools import lru_cache

from thinking_together.content.support import shipped_support
from thinking_together.survey.answering import showing
from thinking_together.survey.answering.compiled import Survey, survey_of
from thinking_together.survey.answering.lengths import core_minutes
from thinking_together.survey.answering.standing import Standing
from thinking_together.survey.form.scales import brief


def introduction_page(through: Standing, nonce: str, *, begun: bool, mixed: bool = False) -> str:
    """``begun``: this browser holds answers that were not sent. ``mixed``: they are a trial and the link's are not, or
    the other way round.
    """
    assert through.collection is not None and through.link is not None
    owner, link, held = through.owner, through.link, through.collection
    told = {
        "owner": owner,
        "root": showing.root(owner.slug),
        "link": link,
        "nonce": nonce,
        "begun": begun,
        "mixed": mixed,
        "sector": sector_name(held.survey, link.sector),
        "minutes": _minutes(held.version, held.sha256, link.sector),
        "support": shipped_support(owner.local_support),
    }
    return showing.page(owner, "Survey of the workforce", showing.rendered("introduction.html", **told))


@lru_cache(maxsize=128)
def _minutes(version: int, sha256: str, sector: str) -> int:
    return core_minutes(survey_of(version, sha256), sector)


def sector_name(survey: Survey, sector: str) -> str:
    item = survey.asked.sector_item
    choices = item.choices if item else ()
    return next((brief(choice.label) for choice in choices if choice.code == sector), "")
