"""What of the survey rests on a sector."""

from __future__ import annotations

import json

from thinking_together.programmes.models import Sector
from thinking_together.survey.form.reading import from_content
from thinking_together.survey.models import QuestionnaireVersion, Response


def rests_on(sector: Sector) -> bool:
    """Whether somebody of the sector answered, a trial included, or a published questionnaire lets it be chosen.

    A questionnaire never changes, and a folder with one that names an unknown sector cannot be read again.
    """
    if Response.objects.filter(questionnaire__programme=sector.programme_id, sector=sector.code).exists():
        return True
    published = QuestionnaireVersion.objects.filter(programme=sector.programme_id).values_list("document", flat=True)
    return any(sector.code in from_content(json.loads(document)).sectors for document in published)
