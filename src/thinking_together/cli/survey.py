"""``survey``: a draft from somebody else's answers, a questionnaire's faults, and every item's table."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from thinking_together.core.tabular import Problem
    from thinking_together.core.tabular.textstream import TextStream
    from thinking_together.survey.held.answer_table import AnswerTable

MOST_SHOWN = 30
Responses = Annotated[Path, typer.Argument(help="Answers as a CSV file in UTF-8, one row a response.")]
QuestionnaireFile = Annotated[Path, typer.Argument(help="The questionnaire, a YAML file.")]
By = Annotated[str, typer.Option(help="Code of the item whose answers part people into groups.")]
Out = Annotated[Path | None, typer.Option(help="Write the questionnaire here instead of printing it.")]
Earlier = Annotated[
    Path | None, typer.Option(help="The questionnaire of the wave before: codes that changed since are named.")
]
Json = Annotated[bool, typer.Option("--json", help="One JSON document on standard output.")]


class PolicyName(StrEnum):
    SURVEY = "survey"
    OPEN = "open"


Rule = Annotated[PolicyName, typer.Option(help="Disclosure rule: survey hides small groups and counts.")]


def draft(responses: Responses, out: Out = None) -> None:
    """Draft a questionnaire from another tool's export of answers, for you to correct."""
    from thinking_together.survey.outside.draft import draft_questionnaire, slug

    table = _answers(responses)
    made = draft_questionnaire(table, slug(responses.stem))
    if out is None:
        typer.echo(made.yaml, nl=False)
    else:
        write_file(out, made.yaml.encode())
    kinds = [str(guess.kind) for guess in made.guesses if guess.kind]
    told = ", ".join(f"{kinds.count(kind)} {kind}" for kind in dict.fromkeys(kinds))
    left_out = len(made.guesses) - len(kinds)
    typer.echo(f"{len(table.rows)} responses; {len(kinds)} items ({told}); {left_out} columns left out.", err=True)


def lint(file: QuestionnaireFile, earlier: Earlier = None, json_out: Json = False) -> None:
    """Name what would not work or would do harm in a questionnaire. Exit status 1 when something must change."""
    from thinking_together.survey.figures.printing import lint_document, print_json
    from thinking_together.survey.form.reading import QuestionnaireError, read_questionnaire
    from thinking_together.survey.lint import Severity
    from thinking_together.survey.lint import lint as findings_of

    try:
        questionnaire, document = read_questionnaire(read_text(file), file.name)
        before = read_questionnaire(read_text(earlier), earlier.name)[0] if earlier else None
    except QuestionnaireError as error:
        refuse(error.problems)
    findings = findings_of(questionnaire, document, before)
    if json_out:
        typer.echo(print_json(lint_document(questionnaire, findings)))
    else:
        for finding in findings:
            place = ":".join(filter(None, (file.name, str(finding.line), finding.item)))
            typer.echo(f"{place}: {finding.severity}: {finding.what}. {finding.remedy}")
        for path, parts in lint_document(questionnaire, findings)["minutes"].items():
            typer.echo(
                f"{path}: " + ", ".join(f"{part} {minutes} minutes" for part, minutes in parts.items()), err=True
            )
    if any(finding.severity is Severity.ERROR for finding in findings):
        raise typer.Exit(1)


def analyse(
    questionnaire: QuestionnaireFile,
    responses: Responses,
    by: By,
    policy: Rule = PolicyName.SURVEY,
    json_out: Json = False,
) -> None:
    """Every item's table, in all and by one item's answers, with small numbers protected."""
    from thinking_together.survey.figures.analyse import NoSuchSplit
    from thinking_together.survey.figures.analyse import analyse as analysis_of
    from thinking_together.survey.figures.printing import analysis_document, analysis_text, print_json
    from thinking_together.survey.form.reading import QuestionnaireError, read_questionnaire
    from thinking_together.survey.held.answer_table import AnswersError

    try:
        asked, _ = read_questionnaire(read_text(questionnaire), questionnaire.name)
        analysis = analysis_of(asked, _answers(responses), by, policy)
    except (QuestionnaireError, AnswersError) as error:
        refuse(error.problems)
    except NoSuchSplit as error:
        raise typer.BadParameter(str(error), param_hint="--by") from None
    for code, times in analysis.left_out:
        typer.echo(f"{code}: {times} numbers outside its limits are read as no answer.", err=True)
    typer.echo(print_json(analysis_document(analysis)) if json_out else analysis_text(analysis))


def read_text(path: Path) -> str:
    with _opened(path) as text:
        return text.read()


def _answers(path: Path) -> AnswerTable:
    from thinking_together.survey.held.answer_table import AnswersError, read_answer_table

    with _opened(path) as text:
        try:
            table = read_answer_table(text, path.name)
        except AnswersError as error:
            refuse(error.problems)
    return table


@contextmanager
def _opened(path: Path) -> Iterator[TextStream]:
    from thinking_together.core.tabular import FileRefused, Folder, Problem

    try:
        with Folder(path.resolve().parent).open_text(path.resolve().name) as text:
            yield text
    except FileRefused as refused:
        refuse([Problem(path.name, refused.row, refused.column, refused.what, refused.remedy)])


def write_file(path: Path, content: bytes) -> None:
    try:
        path.write_bytes(content)
    except OSError as error:
        message = f"{path} cannot be written ({error.strerror}). Name a file in a folder that exists."
        raise typer.BadParameter(message, param_hint="--out") from None


def refuse(problems: Sequence[Problem]) -> NoReturn:
    for problem in problems[:MOST_SHOWN]:
        typer.echo(str(problem), err=True)
    if len(problems) > MOST_SHOWN:
        typer.echo(f"… and {len(problems) - MOST_SHOWN} more.", err=True)
    raise typer.Exit(2)
