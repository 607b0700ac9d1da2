"""Where the system's libraries for PDFs are missing, the message says what to install."""

from __future__ import annotations

import builtins
from typing import Any

import pytest

from thinking_together.report.pdf import LibrariesMissing, _pdf


def test_missing_libraries_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def without_pango(name: str, *rest: Any, **named: Any) -> Any:
        if name.startswith("weasyprint"):
            raise OSError("cannot load library 'libpango-1.0-0'")
        return real(name, *rest, **named)

    monkeypatch.setattr(builtins, "__import__", without_pango)
    with pytest.raises(LibrariesMissing, match=r"apt-get install libpango-1\.0-0"):
        _pdf("<p>")
