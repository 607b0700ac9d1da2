"""How the sessions went, counted from places and feedback forms."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from thinking_together.gatherings.models import AbsenceReason, AttendanceState
from thinking_together.gatherings.queries import Meeting
from thinking_together.reflection.rows import FeedbackRow

RIGHT_SIZE = range(6, 8)  # six or seven people talk well together; where no round says otherwise
SHORT_NOTICE = 2  # days
RARE = 5  # a reason given fewer times than this is not told apart: it could be one person's

Unit = Mapping[str, tuple[str, ...]]
NOTICE = (("short", f"{SHORT_NOTICE} days or fewer"), ("longer", "Longer"), ("not_known", "Not known"))


def in_size(sessions: Iterable[Meeting], sizes: Mapping[str, range]) -> int:
    """Sessions that had the size they were meant to have: ``sizes`` by session, of those that a round planned."""
    return sum(len(session.attended()) in sizes.get(session.code, RIGHT_SIZE) for session in sessions)


def size_in_words(sessions: Iterable[Meeting], sizes: Mapping[str, range]) -> str:
    """``6 or 7 people``; where sessions were meant to have different sizes, ``the size that was planned``."""
    meant = {sizes.get(session.code, RIGHT_SIZE) for session in sessions}
    if len(meant) != 1:
        return "the size that was planned"
    (size,) = meant
    least, most = size.start, size.stop - 1
    if least == most:
        return f"{most} people"
    return f"{least} {'or' if most - least == 1 else 'to'} {most} people"


@dataclass(frozen=True, slots=True)
class Cancellations:
    """Each cancelled place with its reason and notice; ``reasons`` that can be told apart, most frequent first."""

    units: tuple[Unit, ...]
    reasons: tuple[tuple[str, str], ...]


def cancellations(sessions: Iterable[Meeting]) -> Cancellations:
    """Places cancelled beforehand. Rare reasons are counted together as another reason."""
    places = [p for session in sessions for p in session.places if p.state is AttendanceState.CANCELLED]
    given = [p.reason or AbsenceReason.NOT_GIVEN for p in places]
    often = Counter(given)
    told = [r if often[r] >= RARE else AbsenceReason.OTHER for r in given]
    units = tuple(
        {"reason": (str(reason),), "notice": (_notice(place.notice_days),)}
        for reason, place in zip(told, places, strict=True)
    )
    counts = Counter(str(reason) for reason in told)
    labels = dict(AbsenceReason.choices)
    order = sorted(counts, key=lambda r: (r == AbsenceReason.OTHER, -counts[r], r))
    return Cancellations(units, tuple((r, labels[r].capitalize()) for r in order))


def _notice(days: int | None) -> str:
    if days is None:
        return "not_known"
    return "short" if days <= SHORT_NOTICE else "longer"


@dataclass(frozen=True, slots=True)
class Points:
    """The points of one feedback item: their sum over how many forms."""

    item: str
    total: int
    forms: int


def points(feedback: Sequence[FeedbackRow]) -> dict[str, Points]:
    """By item, in the order in which items first appear."""
    sums: Counter[str] = Counter()
    forms: Counter[str] = Counter()
    for row in feedback:
        sums[row.item] += row.points
        forms[row.item] += 1
    return {item: Points(item, sums[item], forms[item]) for item in forms}
