"""``check``: what a change must pass besides its tests."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import typer

from thinking_together.cli import COMMANDS
from thinking_together.cli.checkout import checkout, tracked_texts
from thinking_together.cli.documented import (
    defaults_out_of_step,
    defaults_read,
    settings_named,
    undocumented_commands,
    undocumented_settings,
)
from thinking_together.cli.pins import unpinned
from thinking_together.cli.traces import traces

Step = Callable[[Path], list[str]]


def check() -> None:
    """Style, types, layers, migrations, documentation in step, no trace of one machine."""
    root = checkout()
    failed = []
    with ThreadPoolExecutor(os.cpu_count() or 1) as pool:  # most of them wait for a program
        for name, problems in zip(STEPS, pool.map(lambda step: step(root), STEPS.values()), strict=True):
            typer.echo(f"{'failed' if problems else 'ok':8}{name}", err=True)
            for problem in problems:
                typer.echo(f"        {problem}", err=True)
            if problems:
                failed.append(name)
    if failed:
        typer.echo(f"Failed: {', '.join(failed)}.", err=True)
        raise typer.Exit(1)


def _tool(*arguments: str) -> Step:
    """A step that is another program; its output is the problem when it does not end well."""

    def step(root: Path) -> list[str]:
        environment = os.environ | {"DJANGO_SETTINGS_MODULE": "thinking_together.config.settings"}
        done = subprocess.run(  # noqa: S603 - fixed arguments
            [*_command(arguments)], cwd=root, env=environment, capture_output=True, text=True, check=False
        )
        if done.returncode == 0:
            return []
        return (done.stdout + done.stderr).strip().splitlines() or [f"exit status {done.returncode}"]

    return step


def _command(arguments: Sequence[str]) -> list[str]:
    """Programs of the environment we run in, whatever the PATH says."""
    first, *rest = arguments
    return [str(Path(sys.executable).parent / first), *rest]


def _commands_documented(root: Path) -> list[str]:
    guide = (root / "docs/guides/commands.md").read_text(encoding="utf-8")
    return undocumented_commands([command.path for command in COMMANDS], guide)


def _settings_documented(root: Path) -> list[str]:
    guide = (root / "docs/guides/settings.md").read_text(encoding="utf-8")
    sources = [*sorted((root / "src").rglob("*.py")), root / "run"]
    defaults = defaults_read(path for path in sources if path.suffix == ".py")
    return undocumented_settings(settings_named(sources), guide) + defaults_out_of_step(defaults, guide)


def _no_traces(root: Path) -> list[str]:
    return traces(tracked_texts(root), os.environ)


STEPS: dict[str, Step] = {
    "ruff check": _tool("ruff", "check", "--output-format=concise", "."),
    "ruff format": _tool("ruff", "format", "--check", "--output-format=concise", "."),
    "mypy": _tool("mypy"),
    "layers": _tool("lint-imports"),
    "migrations": _tool("python", "-m", "django", "makemigrations", "--check", "--dry-run"),
    "commands in docs/guides/commands.md": _commands_documented,
    "settings in docs/guides/settings.md": _settings_documented,
    "requirements.lock in step with pyproject.toml": unpinned,
    "no trace of one machine": _no_traces,
}
