"""Another machine, as far as one machine can be another: what a report's bytes must not hang on differs there."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

UNLIKE = {
    "TZ": "Pacific/Apia",  # on the other side of the date line
    "LC_ALL": "C",
    "LANG": "C",
    "PYTHONUTF8": "0",  # a file that is opened without naming its encoding is ASCII
    "PYTHONCOERCECLOCALE": "0",
    "PYTHONHASHSEED": "4711",
    "PYTHONDONTWRITEBYTECODE": "1",
    "POLARS_MAX_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "COLUMNS": "43",
}
OURS = {"DATABASE_URL", "TT_VAR", "PYTHONPATH", "SOURCE_DATE_EPOCH", *UNLIKE}


def run_elsewhere(code: str, *words: str | Path, repository: Path, room: Path) -> subprocess.CompletedProcess[str]:
    """Runs Python code from a copy of the checkout, on an embedded database and in surroundings unlike the tests'.

    ``room`` is an empty folder that becomes the home of everything it writes.
    """
    checkout = room / "a checkout elsewhere"
    shutil.copytree(repository / "src", checkout / "src", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(repository / "tests" / "factories", checkout / "tests" / "factories")
    home = room / "home"
    home.mkdir()
    surroundings = {name: value for name, value in os.environ.items() if name not in OURS} | UNLIKE
    surroundings |= {"HOME": str(home), "TMPDIR": str(home), "XDG_CACHE_HOME": str(home), "TT_VAR": str(home / "var")}
    surroundings["PYTHONPATH"] = os.pathsep.join([str(checkout / "src"), str(checkout)])
    line = [sys.executable, "-c", code, *map(str, words)]
    return subprocess.run(line, cwd=checkout, env=surroundings, umask=0o077, capture_output=True, text=True)


def digest_after_import(folder: Path) -> str:
    """The digest of a bundle that was imported into the database at hand and exported again."""
    from thinking_together.bundle.commands import export_folder, import_folder
    from thinking_together.bundle.digest import bundle_digest
    from thinking_together.core.writes import SYSTEM

    with tempfile.TemporaryDirectory() as out:
        export_folder(import_folder(folder, replace=True, by=SYSTEM), Path(out) / "bundle")
        return bundle_digest(Path(out) / "bundle")
