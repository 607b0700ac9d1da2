"""The checkout that a developer's command works in."""

from __future__ import annotations

from pathlib import Path

import typer

import thinking_together


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
