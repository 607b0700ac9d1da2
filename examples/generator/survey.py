"""The survey's files: the questionnaire as authored, and a wide table of answers with the state of each item."""

from __future__ import annotations

from examples.generator.answers import answer_closed
from examples.generator.chance import Plan
from examples.generator.open_answers import answer_open
from examples.generator.output import TEXT, Output
from examples.generator.respondents import Respondent, respondents

from thinking_together.survey.form.questionnaire import Questionnaire
from thinking_together.survey.form.reading import read_questionnaire
from thinking_together.survey.form.routing import AnswerState, Router

QUESTIONNAIRE = "survey/questionnaire.yaml"
MARKS = {AnswerState.NOT_ASKED: "~", AnswerState.NOT_APPLICABLE: ".", AnswerState.SKIPPED: ""}


def write_survey(plan: Plan, out: Output) -> list[Respondent]:
    """Writes both files and returns the answers, for their texts."""
    out.copy(QUESTIONNAIRE)
    questionnaire, _ = read_questionnaire((TEXT / QUESTIONNAIRE).read_text(encoding="utf-8"), QUESTIONNAIRE)
    people = respondents(plan)
    answer_closed(plan, people)
    answer_open(plan, people)
    router = Router(questionnaire)
    columns = [variable.column for variable in questionnaire.variables]
    rows = [[person.key, person.day.isoformat(), *_cells(questionnaire, router, person)] for person in people]
    out.rows("survey/responses.csv", " ".join(["response", "day", *columns]), rows)
    return people


def _cells(questionnaire: Questionnaire, router: Router, person: Respondent) -> list[str]:
    given = person.answers | {item: (text.body,) for item, text in person.texts.items()}
    states = router.states(given, second=person.second)
    return [
        MARKS.get(state, _answer(person, variable.code, variable.text))
        for variable, state in zip(questionnaire.variables, states, strict=True)
    ]


def _answer(person: Respondent, code: str, text: bool) -> str:
    if text:
        return person.texts[code].body if code in person.texts else ""
    return "|".join(person.answers.get(code, ()))
