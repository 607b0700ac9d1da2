"""Reads: a programme's answers as one columnar snapshot."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from datetime import date

from thinking_together.programmes.models import Programme
from thinking_together.survey.models import QuestionnaireVersion
from thinking_together.survey.outcomes import USABLE
from thinking_together.survey.questionnaire import Questionnaire
from thinking_together.survey.reading import from_content
from thinking_together.survey.snapshot import Snapshot, build_snapshot


@dataclass(frozen=True)
class SurveyData:
    """The latest version of a programme's questionnaire and the responses that count.

    ``outcomes`` counts every response that is not a trial by (sector, outcome); days are the first and the last.
    """

    questionnaire: Questionnaire
    snapshot: Snapshot
    outcomes: Counter[tuple[str, str]]
    days: tuple[date, date] | None


def survey_data(programme: Programme) -> SurveyData | None:
    """Everything the figures need, in two statements; ``None`` where there is no questionnaire."""
    version = QuestionnaireVersion.objects.filter(programme=programme).order_by("-position", "-pk").first()
    if version is None:
        return None
    questionnaire = from_content(json.loads(version.document))
    rows = version.responses.filter(trial=False).values_list("answers", "states", "sector", "outcome", "day")
    found = list(rows.order_by("position"))
    counting = [row for row in found if row[3] in USABLE]
    width = len(questionnaire.variables)
    values = list(zip(*(row[0] for row in counting), strict=True)) or [()] * width
    states = ["".join(column) for column in zip(*(row[1] for row in counting), strict=True)] or [""] * width
    days = [row[4] for row in found if row[4]]
    return SurveyData(
        questionnaire,
        build_snapshot(questionnaire, values, states),
        Counter((row[2], row[3]) for row in found),
        (min(days), max(days)) if days else None,
    )
