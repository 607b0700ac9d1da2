"""The survey's part of a bundle: the questionnaire and a wide file of responses."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import yaml

from thinking_together.core.tabular import FolderWriter, Problem, Reading
from thinking_together.core.writes import SYSTEM
from thinking_together.evidence.domain.texts import NewText, add_texts, normalise
from thinking_together.programmes.models import Programme
from thinking_together.programmes.parts import OtherFile, Part
from thinking_together.survey.answer_table import AnswersError, read_answer_table
from thinking_together.survey.lint import Severity, lint
from thinking_together.survey.models import QuestionnaireVersion, Response
from thinking_together.survey.questionnaire import ItemKind, Questionnaire
from thinking_together.survey.reading import QuestionnaireError, from_content, read_questionnaire
from thinking_together.survey.response_file import ABOUT_RESPONSE, ReadResponse, print_responses, read_responses

QUESTIONNAIRE = OtherFile(
    "survey/questionnaire.yaml",
    "The questionnaire: scales and items, as docs/guides/questionnaire.md describes.",
)
RESPONSES = OtherFile(
    "survey/responses.csv",
    "One row a response: response (a random key), day (2023-03-31), optionally outcome and trial, then a column for "
    "each item, and one for each row of a battery (item.row). Empty is skipped, ~ not asked, . not applicable; "
    "several choices are parted by |.",
)


@dataclass(frozen=True, slots=True)
class Parsed:
    questionnaire: Questionnaire | None
    document: Any
    responses: tuple[ReadResponse, ...]
    texts: tuple[NewText, ...]


NOTHING = Parsed(None, None, (), ())


def read(reading: Reading) -> Parsed:
    """Both files, every problem named; texts that can be coded are told to later parts."""
    text = reading.text(QUESTIONNAIRE.name, required=reading.folder.has(RESPONSES.name))
    answers = reading.text(RESPONSES.name)
    if text is None:
        return NOTHING
    try:
        questionnaire, document = read_questionnaire(text, QUESTIONNAIRE.name)
        problems = _unusable(questionnaire, document, reading.known["sector"], unsure="sector" in reading.unsure)
        if problems:
            raise QuestionnaireError(problems)
        rows = () if answers is None else read_responses(questionnaire, read_answer_table(answers, RESPONSES.name))
    except (QuestionnaireError, AnswersError) as error:
        for told in error.problems:
            reading.problems.add(told.file, told.what, told.remedy, row=told.row, column=told.column)
        return NOTHING
    texts = tuple(_texts(questionnaire, rows))
    for new in texts:
        reading.offers_text(new.ref, len(normalise(new.body)))
    return Parsed(questionnaire, document.content, rows, texts)


_ONLY_ADVICE = ("minutes", "ambiguous-scale")


def _unusable(questionnaire: Questionnaire, document: Any, sectors: set[str], *, unsure: bool) -> list[Problem]:
    """Faults that would make answers wrong or that safety forbids; a survey that was too long is still a survey."""
    problems = [
        Problem(QUESTIONNAIRE.name, found.line, found.item or None, found.what, found.remedy)
        for found in lint(questionnaire, document)
        if found.severity is Severity.ERROR and found.rule not in _ONLY_ADVICE
    ]
    for code in questionnaire.sectors:
        if code not in sectors and not unsure:
            what = f"the sector '{code}' is not one of the programme's ({', '.join(sorted(sectors))})"
            problems.append(Problem(QUESTIONNAIRE.name, 1, "sector", what, "Use the codes of programme/sectors.csv."))
    for variable in questionnaire.variables:
        if variable.column in ABOUT_RESPONSE:
            what = f"'{variable.column}' names a column about the response itself"
            problems.append(Problem(QUESTIONNAIRE.name, 1, variable.code, what, "Give the item another code."))
    return problems


def _texts(questionnaire: Questionnaire, rows: Sequence[ReadResponse]) -> list[NewText]:
    """Open answers of the responses that count, offered for coding."""
    return [
        NewText(f"survey/{row.key}/{variable.code}", row.key, value, row.sector, variable.label)
        for place, variable in enumerate(questionnaire.variables)
        if variable.kind is ItemKind.TEXT
        for row in rows
        if row.counts and isinstance(value := row.answers[place], str)
    ]


def save(programme: Programme, parsed: Parsed) -> None:
    if parsed.questionnaire is None:
        return
    told = parsed.questionnaire
    canonical = json.dumps(parsed.document, ensure_ascii=False, separators=(",", ":"))
    version = QuestionnaireVersion.objects.create(
        programme=programme,
        code=told.code,
        version=told.version,
        title=told.title,
        document=canonical,
        sha256=hashlib.sha256(canonical.encode()).hexdigest(),
    )
    Response.objects.bulk_create(
        (
            Response(
                questionnaire=version,
                key=row.key,
                day=row.day,
                sector=row.sector,
                outcome=row.outcome,
                answers=list(row.answers),
                states=row.states,
                trial=row.trial,
                position=position,
            )
            for position, row in enumerate(parsed.responses)
        ),
        batch_size=500,
    )
    add_texts(programme=programme, phase="survey", texts=parsed.texts, by=SYSTEM)


def write(programme: Programme, writer: FolderWriter) -> None:
    version = programme.questionnaires.last()
    if version is None:
        return
    writer.write_text(QUESTIONNAIRE.name, _yaml(json.loads(version.document)))
    rows = [_read_response(row) for row in version.responses.all()]
    if rows:
        writer.write_text(RESPONSES.name, print_responses(from_content(json.loads(version.document)), rows))


def _read_response(row: Response) -> ReadResponse:
    return ReadResponse(row.key, row.day, row.sector, row.outcome, row.trial, tuple(row.answers), row.states)


class _Plain(yaml.SafeDumper):
    """Without anchors, which are not read back."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def _yaml(document: Any) -> str:
    return yaml.dump(document, Dumper=_Plain, sort_keys=False, allow_unicode=True, width=110)


PART = Part("survey", 30, (QUESTIONNAIRE, RESPONSES), read, save, write)
