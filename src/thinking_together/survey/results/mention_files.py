"""The lists of named resources in a bundle: those that analysts keep. A questionnaire holds its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from thinking_together.analysis.mentions import Resource
from thinking_together.core.tabular import Code, CsvFile, FolderWriter, Reading, column
from thinking_together.programmes.models import Programme
from thinking_together.programmes.parts import Part
from thinking_together.survey.files import QUESTIONNAIRE
from thinking_together.survey.models import MentionList
from thinking_together.survey.questionnaire import Questionnaire
from thinking_together.survey.reading import QuestionnaireError, read_questionnaire
from thinking_together.survey.results.dictionary import plain_of, resources_of
from thinking_together.survey.results.mentioning import NotAList, check


@dataclass(frozen=True, slots=True)
class MentionRow:
    item: Code = column("Code of the open question")
    number: int = column("Number of the list, from 1; the last counts", least=1)
    code: Code = column("Code of the resource, as references name it")
    label: str = column("Its name, which is looked for too", longest=500)
    spellings: tuple[str, ...] = column("Other spellings that are looked for", longest=500, default=())


MENTIONS = CsvFile(
    "survey/mentions.csv",
    MentionRow,
    "Named resources that analysts look for in open answers, list by list. Without this file the questionnaire’s.",
)
Lists = tuple[tuple[str, int, tuple[Resource, ...]], ...]


def read(reading: Reading) -> Lists:
    """Every list that cannot be looked for, or is of no open question, is named."""
    rows = sorted(reading.rows(MENTIONS), key=lambda row: (row[1].item, row[1].number))
    if not rows:
        return ()
    questions = _open_questions(reading)
    found = []
    for (item, number), some in groupby(rows, key=lambda row: (str(row[1].item), row[1].number)):
        lines = list(some)
        resources = tuple(Resource(str(row.code), row.label, row.spellings) for _, row in lines)
        _check(reading, lines[0][0], item, resources, questions)
        found.append((item, number, resources))
    return tuple(found)


def save(programme: Programme, lists: Lists) -> None:
    version = programme.questionnaires.last()
    if version is not None:
        MentionList.objects.bulk_create(
            MentionList(questionnaire=version, item=item, number=number, resources=plain_of(resources))
            for item, number, resources in lists
        )


def write(programme: Programme, writer: FolderWriter) -> None:
    version = programme.questionnaires.last()
    lists: Sequence[MentionList] = list(version.mention_lists.all()) if version else []
    rows = [
        MentionRow(Code(kept.item), kept.number, Code(one.code), one.label, one.aliases)
        for kept in lists
        for one in resources_of(kept.resources)
    ]
    if rows:
        MENTIONS.write(writer, rows)


def _open_questions(reading: Reading) -> frozenset[str] | None:
    """Nothing where the questionnaire cannot be read, which its own part names."""
    before = reading.problems.count
    text = reading.text(QUESTIONNAIRE.name, largest=reading.folder.limits.yaml)
    if text is None or reading.problems.count > before:
        return None
    try:
        questionnaire: Questionnaire = read_questionnaire(text, QUESTIONNAIRE.name)[0]
    except QuestionnaireError:
        return None
    return frozenset(variable.code for variable in questionnaire.variables if variable.text)


def _check(
    reading: Reading, line: int, item: str, resources: tuple[Resource, ...], questions: frozenset[str] | None
) -> None:
    if questions is not None and item not in questions:
        what = f"'{item}' is no open question of the questionnaire"
        reading.problems.add(MENTIONS.name, what, "Correct the code, or take the list out.", row=line, column="item")
    try:
        check(resources)
    except NotAList as error:
        remedy = "Give each name and spelling to one resource alone."
        reading.problems.add(MENTIONS.name, f"the list of '{item}': {error}", remedy, row=line, column="spellings")


PART = Part("survey_mentions", 31, (MENTIONS,), read, save, write)
