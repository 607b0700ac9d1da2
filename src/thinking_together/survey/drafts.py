"""A programme's draft, held for a write, and whether it is still as somebody saw it."""

from __future__ import annotations

import json

from thinking_together.core.editing import Conflict
from thinking_together.programmes.models import Programme
from thinking_together.survey.form import drafted
from thinking_together.survey.form.drafted import Content
from thinking_together.survey.models import QuestionnaireDraft


class NoDraft(LookupError):
    """The programme writes no questionnaire now: it was published or left in between."""


def held(programme: Programme) -> tuple[QuestionnaireDraft, Content]:
    """The draft, held for writing, and its content; ``NoDraft`` where there is none."""
    draft = QuestionnaireDraft.objects.select_for_update().filter(programme=programme).first()
    if draft is None:
        raise NoDraft("no questionnaire is being written any more")
    return draft, json.loads(draft.document)


def same(draft: QuestionnaireDraft, seen: str) -> None:
    """``Conflict`` where the draft is no longer as somebody saw it."""
    now = drafted.hash_of(json.loads(draft.document))
    if now != seen:
        raise Conflict((), now)
