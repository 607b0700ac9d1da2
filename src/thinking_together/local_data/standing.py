"""Where an area stands among all areas of its type in a download: quintile, spine chart, funnel plot.

The newest figure of a series is set beside every other area's of the same period. England is the middle of the spine
and no area of the funnel, whose average is that of the areas themselves.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from thinking_together.analysis.comparison import Polarity
from thinking_together.analysis.quantiles import quantiles, worst_is_highest
from thinking_together.analysis.spine import NotDrawn, Spine, spine
from thinking_together.local_data.funnels import Funnel, NoFunnel, funnel_of
from thinking_together.local_data.observation import ENGLAND, Observation, SeriesKey

QUINTILES = 5

Peers = Mapping[tuple[SeriesKey, str], Sequence[Observation]]


class NoStanding(StrEnum):
    """Why an area has no place among others."""

    MISSING = "the newest value is missing or suppressed"
    NO_TYPE = "the file does not say of which type its areas are"
    ALONE = "the file has a value for no other area of its type"


@dataclass(frozen=True, slots=True)
class Standing:
    """An area among ``areas`` of its type. ``quintile`` 1 is the worst, or the lowest without judgement.

    ``quintile`` is ``None`` where fewer than 5 areas have a value. ``spine`` runs from -1 (worst or lowest) over 0
    (England) to 1.
    """

    period: str
    area_type: str
    areas: int
    quintile: int | None
    spine: float | NotDrawn
    funnel: Funnel | NoFunnel


def peers_of(observations: Iterable[Observation], wanted: Iterable[Observation]) -> Peers:
    """For the series and period of each wanted figure, the figures of all areas that have a value."""
    found: dict[tuple[SeriesKey, str], list[Observation]] = {(o.series, o.period): [] for o in wanted}
    for observation in observations:
        members = found.get((observation.series, observation.period))
        if members is not None and observation.value is not None:
            members.append(observation)
    return found


def standing_of(mine: Observation, peers: Peers, polarity: Polarity) -> Standing | NoStanding:
    """The place of a figure among its peers, or why it has none."""
    if mine.value is None:
        return NoStanding.MISSING
    if not mine.area_type:
        return NoStanding.NO_TYPE
    same_period = peers[mine.series, mine.period]
    areas = [o for o in same_period if o.area_type == mine.area_type]
    if len(areas) < 2:
        return NoStanding.ALONE
    england = next((o.value for o in same_period if o.area == ENGLAND), None)
    values = [o.value for o in areas if o.value is not None]
    drawn = spine(values, england, polarity)
    place = next(i for i, o in enumerate(areas) if o.area == mine.area)
    return Standing(
        mine.period,
        mine.area_type,
        len(areas),
        quantiles(values, QUINTILES, worst_is_highest(polarity))[place],
        drawn.position(mine.value) if isinstance(drawn, Spine) else drawn,
        funnel_of(mine, areas),
    )
