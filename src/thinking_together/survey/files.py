"""The survey's part of a bundle: the questionnaire and a wide file of responses."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from thinking_together.analysis.disclosure import RULES
from thinking_together.core.bulk import CHUNK, insert_rows
from thinking_together.core.tabular import CsvFile, FolderWriter, Problem, Reading, column
from thinking_together.core.tabular.textstream import TextStream
from thinking_together.core.tabular.yamltext import print_yaml
from thinking_together.core.writes import SYSTEM
from thinking_together.evidence.domain.texts import NewText, add_texts, normalise
from thinking_together.programmes.models import Programme
from thinking_together.programmes.parts import OtherFile, Part
from thinking_together.survey.answer_table import AnswersError, read_answer_table
from thinking_together.survey.document import Document
from thinking_together.survey.lint import Severity, lint
from thinking_together.survey.models import QuestionnaireVersion, Release, Response, new_stamp
from thinking_together.survey.questionnaire import ItemKind, Questionnaire
from thinking_together.survey.reading import QuestionnaireError, from_content, read_questionnaire
from thinking_together.survey.record import Record
from thinking_together.survey.response_file import ABOUT_RESPONSE, FIRST, ReadResponse, read_responses, write_responses

QUESTIONNAIRE = OtherFile(
    "survey/questionnaire.yaml",
    "The questionnaire: scales and items, as docs/guides/questionnaire.md describes.",
)
RESPONSES = OtherFile(
    "survey/responses.csv",
    "One row a response: response (a random key), day (2023-03-31), optionally outcome, trial and counted_from (the "
    "number of the release that first counts it, empty where none does; without this column the first counts all), "
    "then a column for each item, and one for each row of a battery (item.row). Empty is skipped, ~ not asked, . not "
    "applicable; several choices are parted by |.",
)


@dataclass(frozen=True, slots=True)
class ReleaseRow:
    number: int = column("Its number, from 1", unique=True, least=1)
    closing: bool = column("yes when it was made as the survey closed")
    rules: str = column("Name of the disclosure rule by which its figures were shown", longest=20)


RELEASES = CsvFile(
    "survey/releases.csv",
    ReleaseRow,
    "The releases that count answers. Without this file there is one, of all answers.",
)


@dataclass(frozen=True, slots=True)
class Parsed:
    questionnaire: Questionnaire | None
    document: Any
    responses: tuple[ReadResponse, ...]
    releases: tuple[ReleaseRow, ...]


NOTHING = Parsed(None, None, (), ())


def read(reading: Reading) -> Parsed:
    """Both files, every problem named; texts that can be coded are told to later parts."""
    before = reading.problems.count
    with reading.stream(RESPONSES.name) as answers:
        text = reading.text(QUESTIONNAIRE.name, required=answers is not None, largest=reading.folder.limits.yaml)
        found = None if text is None else _questionnaire(reading, text)
        rows = _responses(reading, found[0], answers) if found and answers else ()
    releases = _releases(reading, rows)
    if found is None or reading.problems.count > before:
        return NOTHING
    questionnaire, document = found
    for new in _texts(questionnaire, rows):
        reading.offers_text(new.ref, len(normalise(new.body)))
    return Parsed(questionnaire, document.content, rows, releases)


def _questionnaire(reading: Reading, text: str) -> tuple[Questionnaire, Document] | None:
    try:
        questionnaire, document = read_questionnaire(text, QUESTIONNAIRE.name)
        sectors = None if "sector" in reading.unsure else reading.known["sector"]
        problems = _unusable(questionnaire, document, sectors)
        if problems:
            raise QuestionnaireError(problems)
    except QuestionnaireError as error:
        reading.problems.extend(error.problems)
        return None
    return questionnaire, document


def _responses(reading: Reading, questionnaire: Questionnaire, text: TextStream) -> tuple[ReadResponse, ...]:
    try:
        return read_responses(questionnaire, read_answer_table(text, RESPONSES.name, reading.folder.limits))
    except AnswersError as error:
        reading.problems.extend(error.problems)
        return ()


def _releases(reading: Reading, responses: Sequence[ReadResponse]) -> tuple[ReleaseRow, ...]:
    """Those of the file, or the one that counts all; every number that a response names is among them."""
    told = tuple(row for _, row in reading.rows(RELEASES))
    counted = {row.counted_from for row in responses} - {None}
    if not told and counted <= {FIRST}:
        return tuple(ReleaseRow(FIRST, False, RULES) for _ in counted)
    for number in sorted(map(int, filter(None, counted - {row.number for row in told}))):
        what = f"release {number}, which counts responses, is not among the releases"
        reading.problems.add(RELEASES.name, what, "Add its row, or correct counted_from.", column="number")
    return told


_ONLY_ADVICE = ("minutes", "ambiguous-scale")


def _unusable(questionnaire: Questionnaire, document: Document, sectors: set[str] | None) -> list[Problem]:
    """Faults that would make answers wrong or that safety forbids; a survey that was too long is still a survey.

    ``sectors`` is left out where they could not be read.
    """
    problems = [
        Problem(QUESTIONNAIRE.name, found.line, found.item or None, found.what, found.remedy)
        for found in lint(questionnaire, document)
        if found.severity is Severity.ERROR and found.rule not in _ONLY_ADVICE
    ]
    for code in questionnaire.sectors:
        if sectors is not None and code not in sectors:
            what = f"the sector '{code}' is not one of the programme's ({', '.join(sorted(sectors))})"
            problems.append(Problem(QUESTIONNAIRE.name, 1, "sector", what, "Use the codes of programme/sectors.csv."))
    for variable in questionnaire.variables:
        if variable.column in ABOUT_RESPONSE:
            what = f"'{variable.column}' names a column about the response itself"
            problems.append(Problem(QUESTIONNAIRE.name, 1, variable.code, what, "Give the item another code."))
    return problems


def _texts(questionnaire: Questionnaire, rows: Sequence[ReadResponse]) -> Iterator[NewText]:
    """Open answers of the responses that count, offered for coding."""
    return (
        NewText(f"survey/{row.key}/{variable.code}", row.key, value, row.sector, variable.code)
        for place, variable in enumerate(questionnaire.variables)
        if variable.kind is ItemKind.TEXT
        for row in rows
        if row.counts and isinstance(value := row.answers[place], str)
    )


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
    Release.objects.bulk_create(
        Release(questionnaire=version, number=row.number, closing=row.closing, rules=row.rules)
        for row in parsed.releases
    )
    insert_rows(Response, _STORED, _rows(version, told, parsed.responses))
    add_texts(programme=programme, phase="survey", texts=_texts(told, parsed.responses), by=SYSTEM)


_STORED = (
    "questionnaire",
    "key",
    "day",
    "sector",
    "outcome",
    "record",
    "texts",
    "states",
    "trial",
    "position",
    "counted_from",
    "stamp",
)


def _rows(
    version: QuestionnaireVersion, questionnaire: Questionnaire, responses: Sequence[ReadResponse]
) -> Iterator[tuple[Any, ...]]:
    """The rows of a table, some thousands packed at a time."""
    record = Record(questionnaire)
    texts = [at for at, variable in enumerate(questionnaire.variables) if variable.text]
    for start in range(0, len(responses), CHUNK):
        some = responses[start : start + CHUNK]
        packed = record.pack(list(zip(*(row.answers for row in some), strict=True)))
        for position, (row, data) in enumerate(zip(some, packed, strict=True), start=start):
            written = [row.answers[at] for at in texts]
            about = (version.pk, row.key, row.day, row.sector, row.outcome)
            yield (*about, data, written, row.states, row.trial, position, row.counted_from, new_stamp())


def write(programme: Programme, writer: FolderWriter) -> None:
    version = programme.questionnaires.last()
    if version is None:
        return
    writer.write_text(QUESTIONNAIRE.name, print_yaml(json.loads(version.document), width=110))
    releases = [ReleaseRow(r.number, r.closing, r.rules) for r in version.releases.all()]
    several = not _plain(version, releases)
    if releases and several:
        RELEASES.write(writer, releases)
    if version.responses.exists():
        questionnaire = from_content(json.loads(version.document))
        trial = version.responses.filter(trial=True).exists()
        with writer.open_text(RESPONSES.name) as out:
            write_responses(out, questionnaire, stored_responses(version, questionnaire), trial=trial, releases=several)


def _plain(version: QuestionnaireVersion, releases: Sequence[ReleaseRow]) -> bool:
    """Whether the one release counts all, as is taken where nothing is said of releases."""
    real = version.responses.filter(trial=False)
    if real.exclude(counted_from=FIRST).exists():
        return False
    return list(releases) == [ReleaseRow(FIRST, False, RULES)] * min(real.count(), 1)


def stored_responses(version: QuestionnaireVersion, questionnaire: Questionnaire) -> Iterator[ReadResponse]:
    """The responses as their file has them, in order."""
    record = Record(questionnaire)
    waiting = version.responses.order_by("position", "pk").iterator(chunk_size=CHUNK)
    while some := list(islice(waiting, CHUNK)):
        states = [row.states for row in some]
        records = record.unpack((row.record for row in some), len(some))
        answers = zip(*record.answers(records, [row.texts for row in some], states), strict=True)
        for row, given in zip(some, answers, strict=True):
            yield ReadResponse(
                row.key, row.day, row.sector, row.outcome, row.trial, given, row.states, row.counted_from
            )


PART = Part("survey", 30, (QUESTIONNAIRE, RESPONSES, RELEASES), read, save, write)
