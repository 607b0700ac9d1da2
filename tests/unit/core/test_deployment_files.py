"""Recipes of a deployment name commands, settings and files that exist; what can be read by a program is."""

from __future__ import annotations

import configparser
import re
import subprocess
from pathlib import Path

import pytest

from thinking_together.cli import COMMANDS
from thinking_together.cli.documented import settings_named

_CALLED = re.compile(
    r"(?:sudo thinking|bin/thinking-together|thinking-together\",|`thinking-together) \"?([a-z][a-z-]+)"
)


def recipes(repository: Path) -> list[Path]:
    return [*sorted(path for path in (repository / "deploy").rglob("*") if path.is_file()), guide(repository)]


def guide(repository: Path) -> Path:
    return repository / "docs/guides/deploy.md"


def test_every_command_called_is_one(repository: Path) -> None:
    known = {command.path.split()[0] for command in COMMANDS}
    called = {name for path in recipes(repository) for name in _CALLED.findall(path.read_text())}
    assert {"backup", "restore", "serve", "worker", "migrate", "mail-test"} <= called <= known


def test_every_setting_named_is_read(repository: Path) -> None:
    read = settings_named((repository / "src").rglob("*.py"))
    assert settings_named(recipes(repository)) <= read


def test_every_file_the_guide_links_to_is_there(repository: Path) -> None:
    links = re.findall(r"\]\(([^)#:]+)\)", guide(repository).read_text())
    assert [link for link in links if not (guide(repository).parent / link).exists()] == []


@pytest.mark.parametrize("name", ["", "-worker", "-backup", "-retention"])
def test_services_have_no_rights_and_files_of_their_own(repository: Path, name: str) -> None:
    unit = configparser.ConfigParser(strict=False, interpolation=None)
    unit.optionxform = str  # type: ignore[assignment,method-assign]
    unit.read(repository / f"deploy/systemd/thinking-together{name}.service")
    service = unit["Service"]
    assert (service["User"], service["UMask"], service["NoNewPrivileges"]) == ("thinking", "0077", "yes")
    assert service["ProtectSystem"] == "strict"


def test_scripts_are_read_by_the_shell(repository: Path) -> None:
    subprocess.run(["sh", "-n", str(repository / "deploy/thinking")], check=True)
    lines = (repository / "deploy/Containerfile").read_text().replace("\\\n", " ").splitlines()
    runs = [line.removeprefix("RUN ") for line in lines if line.startswith("RUN ")]
    assert len(runs) == 2
    for run in runs:
        subprocess.run(["sh", "-n", "-c", run], check=True)


def test_the_container_installs_what_the_front_door_installs(repository: Path) -> None:
    """Pages are drawn by system libraries: one list, in three places."""
    wanted = re.search(r"set_up_system documents ([^;]+);", (repository / "run").read_text())
    assert wanted
    for package in wanted[1].split():
        assert package in (repository / "deploy/Containerfile").read_text()
        assert package in guide(repository).read_text()


def test_proxies_write_no_access_log(repository: Path) -> None:
    nginx = (repository / "deploy/proxy/nginx.conf").read_text()
    assert nginx.count("access_log off;") == nginx.count("server {")
    caddy = re.sub(r"#.*", "", (repository / "deploy/proxy/Caddyfile").read_text())
    logs = re.findall(r"^\s*log\b.*?}", caddy, re.M | re.S)
    assert [log.split() for log in logs] == [
        ["log", "default", "{", "exclude", "http.log.error", "http.handlers.reverse_proxy", "}"]
    ]


def test_school_it_has_one_page(repository: Path) -> None:
    page = (repository / "docs/guides/school-it.md").read_text()
    assert len(page.split()) < 550
