from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import NoReturn

import pytest
from typer.testing import CliRunner

from thinking_together import cli
from thinking_together.cli import COMMANDS, GROUPS, build
from thinking_together.cli.documented import settings_named, undocumented_commands, undocumented_settings
from thinking_together.core.closed import ReadOnly

runner = CliRunner()


def test_the_bare_command_lists_every_command_and_group() -> None:
    shown = runner.invoke(build(), ["--help"]).output
    for first_word in {command.path.split()[0] for command in COMMANDS}:
        assert f"  {first_word} " in shown


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.path)
def test_every_command_says_what_it_does(command) -> None:  # type: ignore[no-untyped-def]
    assert command.function().__doc__
    if not command.passes_arguments:
        result = runner.invoke(build(command.path.split()[0]), [*command.path.split(), "--help"])
        assert result.exit_code == 0
        assert "Usage" in result.output


def test_no_command_is_there_twice() -> None:
    paths = [command.path for command in COMMANDS]
    assert sorted(set(paths)) == sorted(paths)


def test_every_group_has_commands_and_every_command_of_a_group_its_group() -> None:
    assert {command.group for command in COMMANDS if command.group} <= set(GROUPS)


def test_an_unknown_command_is_an_error_without_a_traceback() -> None:
    result = runner.invoke(build("reprot"), ["reprot"])
    assert result.exit_code == 2
    assert "No such command 'reprot'" in result.output


def test_a_write_to_what_is_archived_is_told_without_a_traceback(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def archived(*_: object) -> NoReturn:
        raise ReadOnly("This programme is archived.")

    monkeypatch.setattr(cli, "build", archived)
    with pytest.raises(SystemExit) as ended:
        cli.main()
    assert (ended.value.code, capsys.readouterr().err) == (2, "This programme is archived. Nothing was changed.\n")


def test_a_small_command_does_not_wait_for_large_parts() -> None:
    show = (
        "import sys\n"
        "from thinking_together.cli import build\n"
        "build('serve')\n"
        "print(sorted({'django', 'polars', 'numpy', 'scipy', 'altair', 'weasyprint'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", show], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_every_command_is_in_the_guide(repository: Path) -> None:
    guide = (repository / "docs/guides/commands.md").read_text(encoding="utf-8")
    assert undocumented_commands([command.path for command in COMMANDS], guide) == []


def test_every_setting_is_in_the_guide(repository: Path) -> None:
    guide = (repository / "docs/guides/settings.md").read_text(encoding="utf-8")
    sources = [*(repository / "src").rglob("*.py"), repository / "run"]
    names = settings_named(sources)
    assert {"TT_VAR", "TT_SECRET_KEY", "TT_DEBUG", "TT_ALLOWED_HOSTS", "DATABASE_URL"} <= names
    assert undocumented_settings(names, guide) == []
