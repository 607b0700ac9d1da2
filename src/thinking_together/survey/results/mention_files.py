"""The lists of named resources in a bundle: those that analysts keep. A questionnaire holds its own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from thinking_together.analysis.mentions import Resource
from thinking_together.core.tabular import Code, CsvFile, FolderWriter, Reading, column
from thinking_together.programmes.models import Programme
from thinking_together.programmes.parts import Part
from thinking_together.survey.files import EARLIER, QUESTIONNAIRE
from thinking_together.survey.form.reading import QuestionnaireError, read_questionnaire
from thinking_together.survey.held.dictionary import plain_of, resources_of
from thinking_together.survey.models import MentionList
from thinking_together.survey.results.mentioning import NotAList, check


@dataclass(frozen=True, slots=True)
class MentionRow:
    item: Code = column("Code of the open question")
    number: int = column("Number of the list, from 1; the last counts", least=1)
    code: Code = column("Code of the resource, as references name it")
    label: str = column("Its name, which is looked for too", longest=500)
    spellings: tuple[str, ...] = column("Other spellings that are looked for", longest=500, default=())
    version: int | None = column("Number of the earlier questionnaire; empty for the newest", least=1, default=None)


MENTIONS = CsvFile(
    "survey/mentions.csv",
    MentionRow,
    "Named resources that analysts look for in open answers, list by list. Without this file the questionnaire’s.",
)


@dataclass(frozen=True, slots=True)
class ReadList:
    """One list; ``version`` is 0 for the newest questionnaire, else the number of an earlier one."""

    version: int
    item: str
    number: int
    resources: tuple[Resource, ...]


def read(reading: Reading) -> tuple[ReadList, ...]:
    """Every list that cannot be looked for, or is of no open question, is named."""
    rows = sorted(reading.rows(MENTIONS), key=lambda row: _of(row[1]))
    questions = {version: _open_questions(reading, version) for version in {_of(row)[0] for _, row in rows}}
    found = []
    for (version, item, number), some in groupby(rows, key=lambda row: _of(row[1])):
        lines = list(some)
        resources = tuple(Resource(str(row.code), row.label, row.spellings) for _, row in lines)
        _check(reading, lines[0][0], item, resources, questions[version])
        found.append(ReadList(version, item, number, resources))
    return tuple(found)


def save(programme: Programme, lists: tuple[ReadList, ...]) -> None:
    versions = list(programme.questionnaires.all())
    MentionList.objects.bulk_create(
        MentionList(
            questionnaire=versions[one.version - 1],  # of 0 the last
            item=one.item,
            number=one.number,
            resources=plain_of(one.resources),
        )
        for one in lists
    )


def write(programme: Programme, writer: FolderWriter) -> None:
    MENTIONS.write(writer, list(_rows(programme)))


def _rows(programme: Programme) -> Iterator[MentionRow]:
    versions = list(programme.questionnaires.prefetch_related("mention_lists"))
    for place, version in enumerate(versions, start=1):
        number = None if place == len(versions) else place
        for kept in version.mention_lists.all():
            for one in resources_of(kept.resources):
                yield MentionRow(Code(kept.item), kept.number, Code(one.code), one.label, one.aliases, number)


def _of(row: MentionRow) -> tuple[int, str, int]:
    return row.version or 0, str(row.item), row.number


def _open_questions(reading: Reading, version: int) -> frozenset[str] | None:
    """No codes where there is no such questionnaire; ``None`` where it cannot be read, which its own part names."""
    name = f"{EARLIER}/{version}.yaml" if version else QUESTIONNAIRE.name
    if not reading.folder.has(name):
        return frozenset()
    before = reading.problems.count
    text = reading.text(name, largest=reading.folder.limits.yaml)
    if text is None or reading.problems.count > before:
        return None
    try:
        questionnaire = read_questionnaire(text, name)[0]
    except QuestionnaireError:
        return None
    return frozenset(variable.code for variable in questionnaire.variables if variable.text)


def _check(
    reading: Reading, line: int, item: str, resources: tuple[Resource, ...], questions: frozenset[str] | None
) -> None:
    if questions is not None and item not in questions:
        what = f"'{item}' is no open question of that questionnaire"
        reading.problems.add(MENTIONS.name, what, "Correct the code, or take the list out.", row=line, column="item")
    try:
        check(resources)
    except NotAList as error:
        remedy = "Give each name and spelling to one resource alone."
        reading.problems.add(MENTIONS.name, f"the list of '{item}': {error}", remedy, row=line, column="spellings")


PART = Part("survey_mentions", 31, (MENTIONS,), read, save, write)
