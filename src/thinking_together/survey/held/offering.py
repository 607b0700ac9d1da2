"""Open answers as texts to code: those that a release counts, once, and in no order of coming."""

from __future__ import annotations

import hashlib

from thinking_together.core.wordings import BLANK
from thinking_together.evidence.domain.texts import NewText
from thinking_together.evidence.models import Text
from thinking_together.survey.form.questionnaire import Questionnaire
from thinking_together.survey.held.naming import PHASE, name_of
from thinking_together.survey.held.outcomes import USABLE
from thinking_together.survey.held.record import Record
from thinking_together.survey.models import QuestionnaireVersion


def new_texts(version: QuestionnaireVersion, questionnaire: Questionnaire, release: int) -> list[NewText]:
    """What the responses that this release counts first say, where it is no text yet (a bundle brings its own).

    An answer that its path does not reach any more is in no response. Those of a question are sorted by a digest.
    """
    items = [variable.code for variable in Record(questionnaire).texts]
    counted = version.responses.filter(counted_from=release, trial=False, outcome__in=USABLE).order_by()
    there = set(Text.objects.filter(programme=version.programme, phase=PHASE).values_list("ref", flat=True))
    found = [
        NewText(ref, key, said, sector, item)
        for key, sector, texts in counted.values_list("key", "sector", "texts").iterator()
        for item, said in zip(items, texts, strict=True)
        if isinstance(said, str) and said and not said.startswith(BLANK) and (ref := name_of(key, item)) not in there
    ]
    place = {item: at for at, item in enumerate(items)}
    return sorted(found, key=lambda new: (place[new.question], hashlib.sha256(new.ref.encode()).digest()))
