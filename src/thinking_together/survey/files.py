"""The survey's part of a bundle: every published questionnaire, each with a wide file of its responses.

The newest stands at the top, where the only one always stood; earlier ones are numbered in a folder, from 1 in the
order in which they were published.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import PurePosixPath
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
from thinking_together.survey.form.document import Document
from thinking_together.survey.form.questionnaire import ItemKind, Questionnaire
from thinking_together.survey.form.reading import QuestionnaireError, from_content, read_questionnaire
from thinking_together.survey.held.answer_table import AnswersError, read_answer_table
from thinking_together.survey.held.identifiers import marks
from thinking_together.survey.held.record import Record
from thinking_together.survey.held.response_file import (
    ABOUT_RESPONSE,
    FIRST,
    ReadResponse,
    read_responses,
    write_responses,
)
from thinking_together.survey.lint import Severity, lint
from thinking_together.survey.models import QuestionnaireVersion, Release, Response, new_stamp

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


@dataclass(frozen=True, slots=True)
class EarlierReleaseRow:
    version: int = column("Number of the earlier questionnaire, as in its file's name", least=1)
    number: int = column("Number of the release, from 1", least=1)
    closing: bool = column("yes when it was made as that survey closed")
    rules: str = column("Name of the disclosure rule by which its figures were shown", longest=20)


FIRST_RELEASE = ReleaseRow(FIRST, True, RULES)  # of answers that all came before anything was shown
RELEASES = CsvFile(
    "survey/releases.csv",
    ReleaseRow,
    "The releases that count answers. Without this file there is one, of all answers.",
)
EARLIER = "survey/earlier"
EARLIER_QUESTIONNAIRES = OtherFile(
    f"{EARLIER}/*.yaml",
    "Questionnaires that were published before, 1.yaml the first of them; the newest is survey/questionnaire.yaml.",
)
EARLIER_RESPONSES = OtherFile(
    f"{EARLIER}/*.csv",
    "The responses to the earlier questionnaire of the same number, in columns as survey/responses.csv has them.",
)
EARLIER_RELEASES = CsvFile(
    "survey/earlier_releases.csv",
    EarlierReleaseRow,
    "The releases of earlier questionnaires. One that none is told of has one, of all its answers.",
)
_NUMBER = re.compile(r"[1-9][0-9]{0,3}\Z", re.ASCII)


@dataclass(frozen=True, slots=True)
class Version:
    """One questionnaire as it was published, with its responses and releases."""

    questionnaire: Questionnaire
    document: Any
    responses: tuple[ReadResponse, ...]
    releases: tuple[ReleaseRow, ...]


@dataclass(frozen=True, slots=True)
class Parsed:
    """Every version, the newest last; none where the programme has no survey."""

    versions: tuple[Version, ...]


@dataclass(frozen=True, slots=True)
class _Names:
    """The files of one version, and where the releases are told that count its responses."""

    questionnaire: str
    responses: str
    releases: str


NEWEST = _Names(QUESTIONNAIRE.name, RESPONSES.name, RELEASES.name)


def _names_of(number: int) -> _Names:
    return _Names(f"{EARLIER}/{number}.yaml", f"{EARLIER}/{number}.csv", EARLIER_RELEASES.name)


def read(reading: Reading) -> Parsed:
    """Every file, every problem named; texts that can be coded are told to later parts."""
    before = reading.problems.count
    numbers = _numbers(reading)
    told = _earlier_releases(reading, numbers)
    found = [_version(reading, _names_of(number), told[number], required=True) for number in numbers]
    own = tuple(row for _, row in reading.rows(RELEASES))
    found.append(_version(reading, NEWEST, own, required=bool(numbers)))
    versions = tuple(version for version in found if version is not None)
    _once(reading, versions)
    if reading.problems.count > before:
        return Parsed(())
    for version in versions:
        for new in _texts(version.questionnaire, version.responses):
            reading.offers_text(new.ref, len(normalise(new.body)))
    return Parsed(versions)


def _numbers(reading: Reading) -> list[int]:
    """Those of the earlier questionnaires, in order."""
    found = set()
    for name in (*reading.names(EARLIER, ".yaml"), *reading.names(EARLIER, ".csv")):
        number = PurePosixPath(name).stem
        if _NUMBER.match(number):
            found.add(int(number))
        else:
            remedy = "Number the earlier questionnaires 1, 2 and so on, and their responses alike."
            reading.problems.add(name, f"'{number[:60]}' is no number", remedy)
            reading.used.add(name)
    return sorted(found)


def _earlier_releases(reading: Reading, numbers: Sequence[int]) -> dict[int, tuple[ReleaseRow, ...]]:
    told: dict[int, dict[int, ReleaseRow]] = {number: {} for number in numbers}
    for line, row in reading.rows(EARLIER_RELEASES):
        if row.version not in told:
            what, remedy = f"there is no earlier questionnaire {row.version}", f"Use a number of {EARLIER}."
            reading.problems.add(EARLIER_RELEASES.name, what, remedy, row=line, column="version")
        elif row.number in told[row.version]:
            what = f"release {row.number} of questionnaire {row.version} stands there already"
            reading.problems.add(EARLIER_RELEASES.name, what, "Keep one of the two.", row=line, column="number")
        else:
            told[row.version][row.number] = ReleaseRow(row.number, row.closing, row.rules)
    return {number: tuple(rows.values()) for number, rows in told.items()}


def _once(reading: Reading, versions: Sequence[Version]) -> None:
    """Names of versions, and keys of responses, which name their open answers, tell all of a programme apart."""
    names = Counter((one.questionnaire.code, one.questionnaire.version) for one in versions)
    for (code, version), many in names.items():
        if many > 1:
            what = f"'{code}' has {many} versions that are called '{version}'"
            reading.problems.add(QUESTIONNAIRE.name, what, "Give each a version of its own.", column="version")
    if len(versions) > 1:
        keys = Counter(row.key for version in versions for row in version.responses)
        for key in sorted(key for key, many in keys.items() if many > 1)[:_MOST_NAMED]:
            what = f"'{key}' names responses to two questionnaires"
            reading.problems.add(RESPONSES.name, what, "Give each response a key of its own.", column="response")


_MOST_NAMED = 20


def _version(reading: Reading, names: _Names, releases: tuple[ReleaseRow, ...], *, required: bool) -> Version | None:
    with reading.stream(names.responses) as answers:
        needed = required or answers is not None
        text = reading.text(names.questionnaire, required=needed, largest=reading.folder.limits.yaml)
        found = None if text is None else _questionnaire(reading, names.questionnaire, text)
        rows = _responses(reading, names.responses, found[0], answers) if found and answers else ()
    counted = _releases(reading, names.releases, releases, rows)
    if found is None:
        return None
    questionnaire, document = found
    return Version(questionnaire, document.content, rows, counted)


def _questionnaire(reading: Reading, name: str, text: str) -> tuple[Questionnaire, Document] | None:
    try:
        questionnaire, document = read_questionnaire(text, name)
        sectors = None if "sector" in reading.unsure else reading.known["sector"]
        problems = unusable(name, questionnaire, document, sectors)
        if problems:
            raise QuestionnaireError(problems)
    except QuestionnaireError as error:
        reading.problems.extend(error.problems)
        return None
    return questionnaire, document


def _responses(reading: Reading, name: str, questionnaire: Questionnaire, text: TextStream) -> tuple[ReadResponse, ...]:
    try:
        return read_responses(questionnaire, read_answer_table(text, name, reading.folder.limits))
    except AnswersError as error:
        reading.problems.extend(error.problems)
        return ()


def _releases(
    reading: Reading, name: str, told: tuple[ReleaseRow, ...], responses: Sequence[ReadResponse]
) -> tuple[ReleaseRow, ...]:
    """Those that are told, or the one that counts all; every number that a response names is among them."""
    counted = {row.counted_from for row in responses} - {None}
    if not told and counted <= {FIRST}:
        return tuple(ReleaseRow(FIRST, False, RULES) for _ in counted)
    for number in sorted(map(int, filter(None, counted - {row.number for row in told}))):
        what = f"release {number}, which counts responses, is not among the releases"
        reading.problems.add(name, what, "Add its row, or correct counted_from.", column="number")
    return told


_ONLY_ADVICE = ("minutes", "ambiguous-scale")


def unusable(name: str, questionnaire: Questionnaire, document: Document, sectors: set[str] | None) -> list[Problem]:
    """Faults that would make answers wrong or that safety forbids; a survey that was too long is still a survey.

    ``sectors`` is left out where they could not be read.
    """
    problems = [
        Problem(name, found.line, found.item or None, found.what, found.remedy)
        for found in lint(questionnaire, document)
        if found.severity is Severity.ERROR and found.rule not in _ONLY_ADVICE
    ]
    for code in questionnaire.sectors:
        if sectors is not None and code not in sectors:
            what = f"the sector '{code}' is not one of the programme's ({', '.join(sorted(sectors))})"
            problems.append(Problem(name, 1, "sector", what, "Use the codes of programme/sectors.csv."))
    for variable in questionnaire.variables:
        if variable.column in ABOUT_RESPONSE:
            what = f"'{variable.column}' names a column about the response itself"
            problems.append(Problem(name, 1, variable.code, what, "Give the item another code."))
    return problems


def _texts(questionnaire: Questionnaire, rows: Sequence[ReadResponse]) -> Iterator[NewText]:
    """Open answers of the responses that a release counts, offered for coding; a later release adds the others."""
    return (
        NewText(f"survey/{row.key}/{variable.code}", row.key, value, row.sector, variable.code)
        for place, variable in enumerate(questionnaire.variables)
        if variable.kind is ItemKind.TEXT
        for row in rows
        if row.counts and row.counted_from is not None and isinstance(value := row.answers[place], str)
    )


def save(programme: Programme, parsed: Parsed) -> None:
    for position, version in enumerate(parsed.versions):
        save_version(programme, version, position)


def save_version(programme: Programme, parsed: Version, position: int) -> QuestionnaireVersion:
    """One version with its releases, its responses and the texts that these offer; inside a write."""
    told = parsed.questionnaire
    canonical = json.dumps(parsed.document, ensure_ascii=False, separators=(",", ":"))
    version = QuestionnaireVersion.objects.create(
        programme=programme,
        code=told.code,
        version=told.version,
        title=told.title,
        document=canonical,
        sha256=hashlib.sha256(canonical.encode()).hexdigest(),
        position=position,
    )
    Release.objects.bulk_create(
        Release(questionnaire=version, number=row.number, closing=row.closing, rules=row.rules)
        for row in parsed.releases
    )
    insert_rows(Response, _STORED, _rows(version, told, parsed.responses))
    add_texts(programme=programme, phase="survey", texts=_texts(told, parsed.responses), by=SYSTEM)
    return version


_STORED = (
    "questionnaire",
    "key",
    "day",
    "sector",
    "outcome",
    "record",
    "texts",
    "states",
    "may_name",
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
            said = (data, written, row.states, marks(written))
            yield (*about, *said, row.trial, position, row.counted_from, new_stamp())


def write(programme: Programme, writer: FolderWriter) -> None:
    versions = list(programme.questionnaires.all())
    if not versions:
        return
    told: list[EarlierReleaseRow] = []
    for number, version in enumerate(versions[:-1], start=1):
        releases = _write(writer, version, _names_of(number))
        told += (EarlierReleaseRow(number, row.number, row.closing, row.rules) for row in releases)
    EARLIER_RELEASES.write(writer, told)
    RELEASES.write(writer, _write(writer, versions[-1], NEWEST))


def _write(writer: FolderWriter, version: QuestionnaireVersion, names: _Names) -> list[ReleaseRow]:
    """One version; its releases, where they have to be told."""
    writer.write_text(names.questionnaire, print_yaml(json.loads(version.document), width=110))
    releases = [ReleaseRow(r.number, r.closing, r.rules) for r in version.releases.all()]
    several = not _plain(version, releases)
    if version.responses.exists():
        questionnaire = from_content(json.loads(version.document))
        trial = version.responses.filter(trial=True).exists()
        with writer.open_text(names.responses) as out:
            write_responses(out, questionnaire, stored_responses(version, questionnaire), trial=trial, releases=several)
    return releases if several else []


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


FILES = (QUESTIONNAIRE, RESPONSES, RELEASES, EARLIER_QUESTIONNAIRES, EARLIER_RESPONSES, EARLIER_RELEASES)
PART = Part("survey", 30, FILES, read, save, write)
