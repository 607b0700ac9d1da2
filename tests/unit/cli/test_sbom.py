"""What a release is made of, read back and compared with what is installed."""

from __future__ import annotations

import json
import tomllib
from importlib.metadata import version
from pathlib import Path

from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from packaging.requirements import Requirement

from thinking_together.cli.sbom import needed, write_sbom


def test_it_names_every_package_that_an_installation_needs_and_no_tool_of_the_makers(
    repository: Path, tmp_path: Path
) -> None:
    write_sbom(repository, tmp_path / "sbom.json")
    told = json.loads((tmp_path / "sbom.json").read_text())
    parts = {part["purl"]: part for part in told["components"]}
    project = tomllib.loads((repository / "pyproject.toml").read_text())["project"]
    for text in project["dependencies"]:
        name = Requirement(text).name
        assert f"pkg:pypi/{name}@{version(name)}" in parts
    names = {part["name"] for part in told["components"]}
    assert {"cryptography", "govuk-frontend"} <= names, "also what is asked for by an extra, and what is compiled"
    assert not names & {"pytest", "ruff", "mypy", "thinking-together"}
    assert told["metadata"]["component"]["version"] == version("thinking-together")


def test_it_is_a_document_that_scanners_read(repository: Path, tmp_path: Path) -> None:
    write_sbom(repository, tmp_path / "sbom.json")
    text = (tmp_path / "sbom.json").read_text()
    parts = json.loads(text)["components"]
    assert all(part.get("licenses") for part in parts), [part["name"] for part in parts if not part.get("licenses")]
    assert len(json.loads(text)["dependencies"][0]) or parts
    validator = JsonStrictValidator(SchemaVersion.V1_6)
    assert validator.validate_str(text) is None


def test_an_extra_is_followed_only_where_it_is_asked_for() -> None:
    names = {each.name.lower() for each in needed("django-csp")}
    assert "django" in names and "pytest" not in names
