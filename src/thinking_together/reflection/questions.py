"""Which questions are talked about, and which are judged on the feedback form: one list holds both."""

from __future__ import annotations

from thinking_together.content.session_guide import shipped_guide
from thinking_together.programmes.models import Programme
from thinking_together.reflection.models import FeedbackPoint, Question


def questions_of(programme: Programme) -> tuple[Question, ...]:
    """What is put to the group, in order."""
    judged = judged_codes(programme)
    return tuple(q for q in Question.objects.filter(programme=programme) if q.code not in judged)


def feedback_items(programme: Programme) -> tuple[tuple[str, str], ...]:
    """Code and words of each item of the form, in the programme's words where it has any."""
    words = dict(Question.objects.filter(programme=programme).values_list("code", "text"))
    return tuple((item.code, words.get(item.code, item.text)) for item in shipped_guide().feedback)


def judged_codes(programme: Programme) -> frozenset[str]:
    """Items of the guide's form, and whatever forms were filled in about."""
    shipped = {item.code for item in shipped_guide().feedback}
    used = FeedbackPoint.objects.filter(session__programme=programme).values_list("item", flat=True).distinct()
    return frozenset(shipped | set(used.order_by()))
