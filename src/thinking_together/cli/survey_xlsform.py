"""``survey xlsform``: a questionnaire to the tools that read XLSForm, and back."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from thinking_together.cli.survey import read_text, refuse, write_file


class Way(StrEnum):
    IN = "in"
    OUT = "out"


Direction = Annotated[
    Way, typer.Argument(help="in: from a form to a questionnaire; out: from a questionnaire to a form.")
]
File = Annotated[Path, typer.Argument(help="The form (XLSX) for in, the questionnaire (YAML) for out.")]
Out = Annotated[Path | None, typer.Option(help="Write here. in prints the questionnaire without it.")]


def xlsform(way: Direction, file: File, out: Out = None) -> None:
    """A questionnaire as an XLSForm workbook, or back; what cannot be said is named, and nothing is written."""
    if way is Way.IN:
        _in(file, out)
    elif out is None:
        raise typer.BadParameter("Name the file to write, such as form.xlsx.", param_hint="--out")
    else:
        _out(file, out)


def _in(file: Path, out: Path | None) -> None:
    from thinking_together.core.tabular import FileRefused, Folder, Problem
    from thinking_together.core.tabular.yamltext import print_yaml
    from thinking_together.survey.form.reading import QuestionnaireError
    from thinking_together.survey.xlsform.reading import read_xlsform

    try:
        data = Folder(file.resolve().parent).read_bytes(file.resolve().name)
        asked, document = read_xlsform(data, file.name)
    except FileRefused as refused:
        refuse([Problem(file.name, refused.row, refused.column, refused.what, refused.remedy)])
    except QuestionnaireError as error:
        refuse(error.problems)
    text = print_yaml(document.content, width=110)
    if out is None:
        typer.echo(text, nl=False)
    else:
        write_file(out, text.encode())
    typer.echo(f"{len(asked.items)} items. Look at it with survey lint before you use it.", err=True)


def _out(file: Path, out: Path) -> None:
    from thinking_together.core.tabular import Problem
    from thinking_together.survey.form.reading import QuestionnaireError, read_questionnaire
    from thinking_together.survey.xlsform.writing import CannotWrite, write_xlsform

    try:
        asked, _ = read_questionnaire(read_text(file), file.name)
        form = write_xlsform(asked)
    except QuestionnaireError as error:
        refuse(error.problems)
    except CannotWrite as error:
        refuse([Problem(file.name, None, None, str(error), "Say it in another way, or ask it here only.")])
    write_file(out, form)
    typer.echo(f"{len(asked.items)} items.", err=True)
