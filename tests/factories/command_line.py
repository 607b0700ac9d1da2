"""The command line in processes of its own, and what it leaves in a folder."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path


def command(*words: str | Path, var: Path) -> subprocess.CompletedProcess[str]:
    """It always computes on an embedded database."""
    line = [sys.executable, "-c", "from thinking_together.cli import main; main()", *map(str, words)]
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    return subprocess.run(line, capture_output=True, text=True, env={**environment, "TT_VAR": str(var)})


def files(folder: Path) -> dict[str, str]:
    """The digest of every file by its name."""
    found = {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}
    return {name: hashlib.sha256(data).hexdigest() for name, data in found.items()}
