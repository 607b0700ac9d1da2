"""``./run bundle …``: a whole programme in and out of a folder."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from thinking_together.cli.django import database_ready, django_ready
from thinking_together.cli.progress import progress_bar
from thinking_together.cli.scratch import scratch_database

if TYPE_CHECKING:
    from thinking_together.core.tabular import Problems

JSON = Annotated[bool, typer.Option("--json", help="Print one JSON document.")]
FOLDER = Annotated[Path, typer.Argument(help="The folder of a bundle.")]
BUNDLE = Annotated[Path, typer.Argument(help="The folder of a bundle, or its zip file.")]


def check(folder: BUNDLE, as_json: JSON = False) -> None:
    """List every problem of a bundle; exit status 2 when there is one."""
    with scratch_database():
        problems = _problems(folder)
    if as_json:
        rows = [
            {name: getattr(p, name) for name in ("file", "row", "column", "what", "remedy")} for p in problems.found
        ]
        print(json.dumps({"folder": folder.name, "problems": rows}, ensure_ascii=False, indent=2))
    elif problems:
        tell(problems)
    else:
        print(f"{folder}: no problems found")
    if problems:
        raise typer.Exit(2)


def _problems(source: Path) -> Problems:
    """What reading finds; and where that is nothing, the references that a trial import cannot answer."""
    from thinking_together.bundle.commands import BundleRefused, import_folder, opened, read_bundle
    from thinking_together.bundle.references import references_to_nothing
    from thinking_together.core.writes import SYSTEM

    try:
        with opened(source) as folder:
            problems = read_bundle(folder).problems
            if not problems:
                problems.extend(references_to_nothing(import_folder(folder, by=SYSTEM), folder))
    except BundleRefused as refused:
        return refused.problems
    return problems


def import_(
    folder: BUNDLE, replace: Annotated[bool, typer.Option(help="Put it in the place of the same programme.")] = False
) -> None:
    """Import a bundle, whole or not at all."""
    database_ready()
    from thinking_together.bundle.commands import BundleRefused, import_bundle
    from thinking_together.core.writes import SYSTEM

    try:
        with progress_bar() as progress:
            programme = import_bundle(folder, by=SYSTEM, replace=replace, progress=progress)
    except BundleRefused as refused:
        tell(refused.problems)
        raise typer.Exit(2) from None
    print(f"imported {programme.slug}")


def export(
    slug: Annotated[str, typer.Argument(help="Short name of the programme.")],
    target: Annotated[Path, typer.Argument(help="A new folder, or with --zip a new file.")],
    as_zip: Annotated[bool, typer.Option("--zip", help="Write one zip file.")] = False,
) -> None:
    """Export a programme as a bundle into a new folder or zip file."""
    database_ready()
    from thinking_together.bundle.commands import export_folder, export_zip
    from thinking_together.programmes.models import Programme

    programme = Programme.objects.filter(slug=slug).first()
    if programme is None:
        have = ", ".join(Programme.objects.values_list("slug", flat=True)) or "none"
        print(f"no programme is called '{slug}'. There are: {have}.", file=sys.stderr)
        raise typer.Exit(2)
    write = export_zip if as_zip else export_folder
    try:
        with progress_bar() as progress:
            names = write(programme, target, progress=progress)
    except OSError as error:
        print(str(error), file=sys.stderr)
        raise typer.Exit(2) from None
    print(f"wrote {len(names)} files to {target}")


def confirm(folder: FOLDER) -> None:
    """Confirm the value that every cited reference gives now, and write it into the bundle."""
    with scratch_database():
        from thinking_together.bundle.commands import BundleRefused, import_folder
        from thinking_together.bundle.confirm import confirm_values
        from thinking_together.core.writes import SYSTEM

        try:
            programme = import_folder(folder, by=SYSTEM)
        except BundleRefused as refused:
            tell(refused.problems)
            raise typer.Exit(2) from None
        print(f"confirmed {confirm_values(programme, folder)} values")


def guide() -> None:
    """Print the guide to the files of a bundle, as docs/guides/bundle.md holds it."""
    django_ready()
    from thinking_together.bundle.guide import guide as text

    print(text(), end="")


def tell(problems: Problems) -> None:
    """The list of problems, for a person."""
    for problem in problems.found:
        print(problem, file=sys.stderr)
    if problems.count > len(problems.found):
        print(f"… and {problems.count - len(problems.found)} more", file=sys.stderr)
    print(f"{problems.count} problem{'s' if problems.count != 1 else ''}; nothing was imported", file=sys.stderr)
