"""The survey as a way to take part, with the minutes that its questionnaire takes."""

from __future__ import annotations

import json
import math
from functools import lru_cache

from django.utils import timezone

from thinking_together.programmes.models import Phase, PhaseCode, Programme
from thinking_together.programmes.timetable import Planned
from thinking_together.programmes.ways import Minutes, Way
from thinking_together.survey.answering.links import open_to_anybody
from thinking_together.survey.answering.models import Collection
from thinking_together.survey.form.length import path_lengths
from thinking_together.survey.form.questionnaire import Part
from thinking_together.survey.form.reading import from_content
from thinking_together.survey.held.queries import latest_version

WHAT = "Anonymous questions about your work. A short core; who has time can go on with a further part."
CORE_ONLY = "Anonymous questions about your work."


def ways_of(programme: Programme) -> tuple[Way, ...]:
    """None before there is a questionnaire, nor when its days are over and answers are no longer taken in."""
    version = latest_version(programme)
    if version is None:
        return ()
    phase = Phase.objects.filter(programme=programme, code=PhaseCode.SURVEY).first()
    if phase and phase.ends < timezone.localdate() and not Collection.objects.filter(programme=programme, closed=None):
        return ()
    when = Planned(PhaseCode.SURVEY, phase).days if phase else ""
    core, more = minutes(version.document)
    what = f"{WHAT} The further part takes {more} more." if more else CORE_ONLY
    return (Way("Answer the survey", what, core, when, open_to_anybody(programme)),)


@lru_cache(maxsize=32)
def minutes(document: str) -> tuple[Minutes | None, Minutes | None]:
    """Of the core and of the further part: of the shortest and of the longest path, in whole minutes, rounded up."""
    lengths = path_lengths(from_content(json.loads(document)))
    core, second = ([path.minutes for path in lengths if path.part is part and path.points] for part in Part)
    return _spread(core), _spread(second)


def _spread(minutes: list[float]) -> Minutes | None:
    return Minutes(math.ceil(min(minutes)), math.ceil(max(minutes))) if minutes else None
