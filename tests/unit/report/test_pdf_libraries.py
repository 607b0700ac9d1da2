"""Where the system's libraries for PDFs are missing, the message says what to install."""

from __future__ import annotations

import builtins
import subprocess
from pathlib import Path
from typing import Any

import pytest

from thinking_together.report import pdf, typesetting


def test_missing_libraries_are_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    real = builtins.__import__

    def without_pango(name: str, *rest: Any, **named: Any) -> Any:
        if name.startswith("weasyprint"):
            raise OSError("cannot load library 'libpango-1.0-0'")
        return real(name, *rest, **named)

    def in_this_process(command: list[str], **told: Any) -> Any:
        assert command[1:3] == ["-m", typesetting.__name__]
        return subprocess.CompletedProcess(command, typesetting.typeset(Path(command[3])), "", "")

    monkeypatch.setattr(builtins, "__import__", without_pango)
    monkeypatch.setattr(pdf.subprocess, "run", in_this_process)
    with pytest.raises(pdf.LibrariesMissing, match=r"apt-get install libpango-1\.0-0"):
        pdf.typeset(["<p>"])


def test_whatever_else_goes_wrong_is_told() -> None:
    fetches = '<html lang="en-GB"><title>t</title><img alt="" src="http://127.0.0.1:9/picture.png">'
    with pytest.raises(RuntimeError, match="the PDF could not be made"):
        pdf.typeset([fetches])
