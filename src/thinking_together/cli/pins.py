"""The lock file in step with ``pyproject.toml``: every dependency pinned, at a version that it allows."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

_PIN = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)", re.MULTILINE)


def unpinned(root: Path) -> list[str]:
    """What ``pyproject.toml`` asks for and the lock does not give."""
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    wanted = [*project["project"]["dependencies"], *project["dependency-groups"]["dev"]]
    return problems(wanted, (root / "requirements.lock").read_text(encoding="utf-8"))


def problems(wanted: list[str], lock: str) -> list[str]:
    """Each requirement that no pin of ``lock`` meets. A name may be pinned several times, by platform."""
    pins: dict[str, list[str]] = {}
    for name, version in _PIN.findall(lock):
        pins.setdefault(canonicalize_name(name), []).append(version)
    found = []
    for text in wanted:
        requirement = Requirement(text)
        versions = pins.get(canonicalize_name(requirement.name), [])
        if not any(requirement.specifier.contains(version, prereleases=True) for version in versions):
            have = ", ".join(versions) or "nothing"
            found.append(f"{text} is wanted, {have} is pinned. Make requirements.lock again.")
    return found
