"""How many minutes the parts take, for whom they are told to."""

from __future__ import annotations

import math

from thinking_together.survey.answering.compiled import Survey
from thinking_together.survey.answering.route import Route
from thinking_together.survey.form.length import SECONDS_PER_POINT, path_lengths, points_of
from thinking_together.survey.form.questionnaire import Part


def core_minutes(survey: Survey, sector: str) -> int:
    """Of the longest way through the core, for a sector or for everybody; rounded up."""
    lengths = [path for path in path_lengths(survey.asked) if path.part is Part.CORE]
    of_sector = [path for path in lengths if path.belonging.sector == sector] or lengths
    return math.ceil(max(path.minutes for path in of_sector))


def more_minutes(way: Route) -> int:
    """Of the second part as it is put to somebody; rounded up."""
    points = sum(points_of(i) for i in way.survey.asked.items if i.part is Part.SECOND and i.code in way.asked)
    return max(1, math.ceil(points * SECONDS_PER_POINT / 60))
