"""The learning network, read once."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from thinking_together.gatherings.models import GatheringKind
from thinking_together.gatherings.queries import Meeting, meetings
from thinking_together.network.models import EvaluationForm, Interest, Member
from thinking_together.network.statements import STATEMENTS
from thinking_together.programmes.models import Programme

EVENT_KINDS = (GatheringKind.WEBINAR, GatheringKind.NETWORK)


@dataclass(frozen=True)
class Network:
    """``sectors`` are (code, name) in order; ``headcounts`` has those that are known."""

    programme: Programme
    sectors: tuple[tuple[str, str], ...]
    headcounts: dict[str, int]
    members: Counter[str]  # by sector
    interests: Counter[tuple[str, str]]  # by interest and sector
    events: tuple[Meeting, ...]
    interest_names: dict[str, str]
    evaluations: dict[str, dict[str, list[int]]]  # points by event and statement, of evaluations that are closed

    def counted(self) -> dict[str, int]:
        """Headcounts that reach can be measured against: known, above 0 and not below the number of members."""
        known = ((code, self.headcounts.get(code, 0)) for code, _ in self.sectors)
        return {code: headcount for code, headcount in known if headcount >= max(1, self.members[code])}

    def interest_codes(self) -> tuple[str, ...]:
        """Interests of members in the order of the alphabet."""
        return tuple(sorted({interest for interest, _ in self.interests}))

    def statements(self) -> tuple[tuple[str, str], ...]:
        """What was asked of events, in the order of the form; then what is asked no longer, by its code."""
        answered = {code for points in self.evaluations.values() for code in points}
        known = dict(STATEMENTS)
        others = sorted(answered - set(known))
        return tuple((code, known[code]) for code in known if code in answered) + tuple((c, c) for c in others)

    def attended(self) -> Counter[tuple[str, str]]:
        """Places attended by event and sector."""
        return Counter((event.code, place.sector) for event in self.events for place in event.attended())


def network(programme: Programme) -> Network:
    """The network as it is on the programme's day; six statements."""
    sectors = list(programme.sectors.all())
    members: Counter[str] = Counter()
    interests: Counter[tuple[str, str]] = Counter()
    for member in Member.objects.filter(programme=programme).select_related("participant__sector"):
        if member.joined <= programme.as_of and (member.left is None or member.left > programme.as_of):
            sector = member.participant.sector.code
            members[sector] += 1
            interests.update((interest, sector) for interest in set(member.participant.interests))
    return Network(
        programme,
        tuple((sector.code, sector.name) for sector in sectors),
        {sector.code: sector.headcount for sector in sectors if sector.headcount is not None},
        members,
        interests,
        tuple(meetings(programme, *EVENT_KINDS)),
        dict(Interest.objects.filter(programme=programme).values_list("code", "name")),
        _evaluations(programme),
    )


def _evaluations(programme: Programme) -> dict[str, dict[str, list[int]]]:
    forms = EvaluationForm.objects.filter(
        evaluation__gathering__programme=programme,
        evaluation__gathering__kind__in=EVENT_KINDS,
        evaluation__closed__isnull=False,
    )
    found: dict[str, dict[str, list[int]]] = {}
    for event, points in forms.values_list("evaluation__gathering__code", "points"):
        for item, given in points.items():
            found.setdefault(event, {}).setdefault(item, []).append(given)
    return found
