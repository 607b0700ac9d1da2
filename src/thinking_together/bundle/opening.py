"""A bundle as people hand it in: a folder, a zip file, or an open file that was uploaded."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from django.conf import settings

from thinking_together.bundle import datapackage
from thinking_together.core.tabular import FileRefused, Limits, Problems
from thinking_together.core.tabular.archive import unpack
from thinking_together.core.tabular.limits import MEBIBYTE

Source = Path | IO[bytes]


class BundleRefused(Exception):
    """The bundle was not imported, and nothing of it was; ``problems`` says why."""

    def __init__(self, problems: Problems) -> None:
        super().__init__("\n".join(map(str, problems.found)))
        self.problems = problems


def limits() -> Limits:
    """How much of a bundle is read in this installation."""
    return Limits(
        file=settings.TT_BUNDLE_FILE_MIB * MEBIBYTE,
        bundle=settings.TT_BUNDLE_MIB * MEBIBYTE,
        archive=settings.TT_BUNDLE_MIB * MEBIBYTE,
        rows=settings.TT_BUNDLE_ROWS,
    )


@contextmanager
def opened(source: Source) -> Iterator[Path]:
    """The folder of a bundle; that of an archive is gone afterwards. ``BundleRefused`` for a bad archive."""
    if isinstance(source, Path) and not source.is_file():
        yield source
        return
    with tempfile.TemporaryDirectory(prefix="thinking-together-") as folder:
        root = Path(folder).resolve() / "bundle"
        root.mkdir()
        try:
            if isinstance(source, Path):
                with source.open("rb") as file:
                    unpack(file, root, limits(), datapackage.NAME)
            else:
                unpack(source, root, limits(), datapackage.NAME)
        except FileRefused as refused:
            problems = Problems()
            name = Path(str(getattr(source, "name", "") or "bundle.zip")).name
            problems.add(name, refused.what, refused.remedy)
            raise BundleRefused(problems) from None
        yield root
