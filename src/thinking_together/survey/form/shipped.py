"""The questionnaire that ships: where a programme begins when it has none of its own."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from thinking_together.survey.form.document import Document
from thinking_together.survey.form.questionnaire import Questionnaire
from thinking_together.survey.form.reading import read_questionnaire

SELF_HARM_WORKFORCE = Path(__file__).parents[2] / "content" / "questionnaires" / "self_harm_workforce.yaml"


@cache
def self_harm_workforce() -> tuple[Questionnaire, Document]:
    """The questionnaire for the workforce that supports children and young people, with its document."""
    return read_questionnaire(SELF_HARM_WORKFORCE.read_text(encoding="utf-8"), SELF_HARM_WORKFORCE.name)
