"""The checkout that a developer's command works in."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import typer

import thinking_together

PACKAGED_EXAMPLE = Path(thinking_together.__file__).resolve().parent / "example" / "fernshire"


def example_and_output() -> tuple[Path, Path]:
    """The example's folder, and where its report goes: in the checkout, or where an installed command is called."""
    if PACKAGED_EXAMPLE.is_dir():
        return PACKAGED_EXAMPLE, Path("build/report").resolve()
    root = checkout()
    return root / "examples" / "fernshire", root / "build" / "report"


def checkout() -> Path:
    """The root of the source checkout; stops with what to do when the package was installed without one."""
    root = Path(thinking_together.__file__).resolve().parents[2]
    if not (root / "pyproject.toml").is_file():
        typer.echo(
            "This command needs the source: clone the repository and use ./run there. Nothing was done.",
            err=True,
        )
        raise typer.Exit(2)
    return root


def tracked_texts(root: Path) -> Iterator[tuple[str, str]]:
    """Name and text of every tracked file that is text in UTF-8."""
    listed = subprocess.run(
        ["git", "ls-files", "-z"],  # noqa: S607 - the developer's own git
        cwd=root,
        capture_output=True,
        check=True,
    )
    for name in filter(None, listed.stdout.decode().split("\0")):
        path = root / name
        if not path.is_file():
            continue
        try:
            yield name, path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
