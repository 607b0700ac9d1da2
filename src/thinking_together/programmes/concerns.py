"""Safeguarding concerns: one mechanism for every room that shows people's words.

A room that holds words says how they are taken out of sight and put back (``register``). While a concern is open they
lie with it alone, so that no page, file or figure of any room has to ask whether it may show them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import QuerySet

from thinking_together.core.permissions import Permission
from thinking_together.core.wordings import Wording
from thinking_together.programmes.models import Concern, Programme

WORDS = Wording(
    "programmes.concern",
    Concern,
    "programme",
    ("worry", "words", "done"),
    "Safeguarding concern",
    permission=Permission.SEE_CONCERNS,
    empties=frozenset({"words"}),
)


@dataclass(frozen=True, slots=True)
class Holder:
    """How a room keeps words of one kind.

    ``where(about)`` names the place for people, without its words; ``take(programme, about)`` takes the words out of
    it, inside a write, and gives them; ``put_back(programme, about, words)`` puts them there again.
    """

    where: Callable[[str], str]
    take: Callable[[Programme, str], str]
    put_back: Callable[[Programme, str, str], None]


class UnknownKind(LookupError):
    """No room here keeps words of this kind."""


_holders: dict[str, Holder] = {}


def register(kind: str, holder: Holder) -> None:
    _holders[kind] = holder


def holder_of(kind: str) -> Holder:
    """``UnknownKind`` for a kind that no room registered."""
    try:
        return _holders[kind]
    except KeyError:
        raise UnknownKind(f"no room keeps '{kind}'") from None


@dataclass(frozen=True, slots=True)
class ConcernView:
    """A concern with the name of the place that it is about."""

    concern: Concern
    where: str

    @property
    def open(self) -> bool:
        return self.concern.settled_at is None


def concerns_of(programme: Programme) -> tuple[ConcernView, ...]:
    """The open ones first, then the newest; one statement."""
    found = Concern.objects.filter(programme=programme).select_related("raised_by", "settled_by")
    return tuple(view(concern) for concern in sorted(found, key=lambda one: one.settled_at is not None))


def view(concern: Concern) -> ConcernView:
    return ConcernView(concern, holder_of(concern.kind).where(concern.about))


def open_concerns(programme: Programme, kind: str) -> QuerySet[Concern]:
    """Those of one kind that nobody has settled."""
    return Concern.objects.filter(programme=programme, kind=kind, settled_at=None)


def forget_words(programme: Programme) -> int:
    """What concerns say goes with the notes of the programme; that there was one, and when, stays."""
    told = Concern.objects.filter(programme=programme).exclude(worry="", words="", done="")
    return told.update(worry="", words="", done="")
