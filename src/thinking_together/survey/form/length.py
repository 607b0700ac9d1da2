"""How long a questionnaire takes, before anybody has answered it.

Points as Pew Research Center counts them ("How we keep our online surveys from running too long", 2022): a
stand-alone question is one point, a row of a battery less, open text more; 85 points are about 15 minutes, so 10.6
seconds a point. An item's own ``points`` overrule the default. Conditions that cannot be met together are not told
apart, so a path is the longest anybody on it could meet, or longer.
"""

from __future__ import annotations

from dataclasses import dataclass

from thinking_together.survey.form.paths import Belonging, belongings
from thinking_together.survey.form.questionnaire import Item, ItemKind, Part, Questionnaire
from thinking_together.survey.form.reachability import reachable_items

SECONDS_PER_POINT = 10.6
STAND_ALONE = 1.0
BATTERY_ROW = 0.5
OPEN_TEXT = 2.0
BUDGET = {Part.CORE: 5.0, Part.SECOND: 3.0}


@dataclass(frozen=True, slots=True)
class PathLength:
    """Minutes of one path through one part: that of a sector, or of a staff group in it."""

    belonging: Belonging
    part: Part
    points: float

    @property
    def minutes(self) -> float:
        return self.points * SECONDS_PER_POINT / 60

    @property
    def over_budget(self) -> bool:
        return self.minutes > BUDGET[self.part]


def points_of(item: Item) -> float:
    """What an item costs."""
    return usual_points(item) if item.points is None else item.points


def usual_points(item: Item) -> float:
    """What an item of its kind costs, whatever it says of itself."""
    if item.kind is ItemKind.BATTERY:
        return BATTERY_ROW * len(item.rows)
    return OPEN_TEXT if item.kind is ItemKind.TEXT else STAND_ALONE


def path_lengths(questionnaire: Questionnaire) -> tuple[PathLength, ...]:
    """Every path through both parts, in minutes."""
    lengths = []
    for belonging in belongings(questionnaire):
        asked = reachable_items(questionnaire, belonging)
        for part in Part:
            points = sum(points_of(i) for i in questionnaire.items if i.part is part and i.code in asked)
            lengths.append(PathLength(belonging, part, points))
    return tuple(lengths)


def sector_minutes(questionnaire: Questionnaire, part: Part) -> dict[str, float]:
    """The longest path of each sector through one part; under the empty code without sectors."""
    longest: dict[str, float] = {}
    for path in path_lengths(questionnaire):
        if path.part is part:
            longest[path.belonging.sector] = max(longest.get(path.belonging.sector, 0.0), path.minutes)
    return longest
