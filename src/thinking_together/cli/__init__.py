"""The command line: one table of commands, each in a file of its own.

A command's module is imported only when it is asked for, so that a small one does not wait for the large ones.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import Any

import typer
import typer.core

from thinking_together.core.closed import ReadOnly


@dataclass(frozen=True, slots=True)
class Command:
    """``path`` is what is typed (``survey draft``), ``target`` the module here and its function."""

    path: str
    target: str
    passes_arguments: bool = False

    @property
    def group(self) -> str | None:
        first, _, rest = self.path.partition(" ")
        return first if rest or first in GROUPS else None

    @property
    def name(self) -> str:
        """A command that is called as its group is (``report DIR``) stands in it under a name of its own."""
        return UNNAMED if self.path in GROUPS else self.path.split()[-1]

    def function(self) -> Callable[..., None]:
        module, _, function = self.target.partition(":")
        found: Callable[..., None] = getattr(import_module(f"thinking_together.cli.{module}"), function)
        return found


COMMANDS = (
    Command("demo", "demo:demo"),
    Command("serve", "serve:serve"),
    Command("worker", "worker:worker"),
    Command("migrate", "migrate:migrate"),
    Command("tasks list", "tasks:list_"),
    Command("tasks again", "tasks:again"),
    Command("backup", "backup:backup"),
    Command("restore", "backup:restore"),
    Command("purge", "purge:purge"),
    Command("retention", "keeping:retention"),
    Command("mail-test", "mail_test:mail_test"),
    Command("bounces", "returned:bounces"),
    Command("report", "report:report"),
    Command("report verify", "report_verify:report_verify"),
    Command("bundle check", "bundle:check"),
    Command("bundle import", "bundle:import_"),
    Command("bundle export", "bundle:export"),
    Command("bundle confirm", "bundle:confirm"),
    Command("bundle guide", "bundle:guide"),
    Command("people invite", "people:invite"),
    Command("survey draft", "survey:draft"),
    Command("survey analyse", "survey:analyse"),
    Command("survey lint", "survey:lint"),
    Command("survey xlsform", "survey_xlsform:xlsform"),
    Command("survey release", "survey_release:release"),
    Command("local-data read", "local_data:read"),
    Command("rates", "rates:rates"),
    Command("bench rates", "bench_rates:bench_rates"),
    Command("bench planner", "bench_planner:bench_planner"),
    Command("build", "make_release:build"),
    Command("bench report", "bench_report:bench_report"),
    Command("bench results", "bench_results:bench_results"),
    Command("bench survey", "bench_survey:bench_survey"),
    Command("screenshots", "screenshots:screenshots"),
    Command("test", "test:test", passes_arguments=True),
    Command("check", "check:check"),
)
GROUPS = {
    "report": "The report of a bundle: report DIR --out OUT writes it, report verify OUT looks whether it still holds.",
    "bundle": "A whole programme in and out of a folder.",
    "tasks": "What the worker does and has done.",
    "people": "The first people of an installation.",
    "survey": "Questionnaires and their answers.",
    "local-data": "Files of public health figures.",
    "bench": "How fast it computes, beside the packages that people use.",
}
UNNAMED = "write"  # what a group's word does where no command of the group follows it
_PASS_ON = {"allow_extra_args": True, "ignore_unknown_options": True, "help_option_names": []}


def build(first_word: str | None = None) -> typer.Typer:
    """The application with the commands that begin with ``first_word``, or all where none does."""
    wanted = [c for c in COMMANDS if c.path.split()[0] == first_word] or list(COMMANDS)
    app = _group("How well does a local workforce support children and young people who self-harm?")
    groups: dict[str, typer.Typer] = {}
    for command in wanted:
        if command.group and command.group not in groups:
            unnamed = any(c.path == command.group for c in wanted)
            groups[command.group] = _group(GROUPS[command.group], _UnnamedFirst if unnamed else None)
            app.add_typer(groups[command.group], name=command.group)
        home = groups[command.group] if command.group else app
        settings = _PASS_ON if command.passes_arguments else None
        home.command(command.name, context_settings=settings)(command.function())
    return app


class _UnnamedFirst(typer.core.TyperGroup):
    """A group whose word alone is a command: what follows it is that command's unless it names another."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        if args and args[0] not in self.commands:
            args = [UNNAMED, *args]
        return super().parse_args(ctx, args)


def _group(about: str, kind: type[typer.core.TyperGroup] | None = None) -> typer.Typer:
    """A callback keeps the command's name needed even where there is only one command."""
    group = typer.Typer(
        cls=kind,
        help=about,
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
    )
    group.callback()(lambda: None)
    return group


def main() -> None:
    try:
        build(sys.argv[1] if len(sys.argv) > 1 else None)(prog_name="thinking-together")
    except ReadOnly as refused:
        print(f"{refused} Nothing was changed.", file=sys.stderr)
        raise SystemExit(2) from None
