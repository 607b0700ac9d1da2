"""A folder of plain files from somebody else, read within bounds."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from thinking_together.core.tabular.limits import USUAL, Limits, in_words
from thinking_together.core.tabular.refused import FileRefused
from thinking_together.core.tabular.textstream import TextStream

# A link is not followed, and a pipe that nobody writes into does not keep us waiting.
_HOW = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0)


class Folder:
    """Reads plain files below a root; refuses links, names that lead out of it, and files past a size."""

    def __init__(self, root: Path, limits: Limits = USUAL) -> None:
        self.root = root.resolve()
        self.limits = limits

    def path(self, name: str) -> Path:
        """The file's path; ``FileRefused`` where the name leads out of the folder or through a link."""
        pure = PurePosixPath(name)
        if pure.is_absolute() or ".." in pure.parts or "\\" in name or "\x00" in name:
            raise FileRefused(f"the name '{name[:120]}' leads out of the folder", "Use a name below the folder.")
        path = self.root.joinpath(*pure.parts)
        if path.resolve() != path:
            raise FileRefused("the file is a link, or stands behind one", "Put the file itself there.")
        return path

    def has(self, name: str) -> bool:
        """Whether anything stands there; whether it is a plain file shows when it is read."""
        return os.path.lexists(self.path(name))

    def names(self, below: str, suffix: str) -> list[str]:
        """Names directly in a subfolder that end in ``suffix``, sorted."""
        place = self.path(below)
        if not place.is_dir():
            return []
        return sorted(f"{below}/{p.name}" for p in place.iterdir() if p.name.endswith(suffix))

    @contextmanager
    def open_bytes(self, name: str, largest: int | None = None) -> Iterator[BinaryIO]:
        """The plain file, open; no more than ``largest`` bytes (a file of rows where it is left out)."""
        path = self.path(name)
        try:
            number = os.open(path, _HOW)
        except FileNotFoundError:
            raise FileRefused("the file is missing", "Add it, or take its folder out of the bundle.") from None
        except OSError as error:
            raise FileRefused(f"the file cannot be opened ({error.strerror})", "Check that you may read it.") from None
        try:
            _check(os.fstat(number), largest or self.limits.file)
        except FileRefused:
            os.close(number)
            raise
        with os.fdopen(number, "rb") as file:
            yield file

    @contextmanager
    def open_text(self, name: str, largest: int | None = None) -> Iterator[TextStream]:
        """The same as text, piece by piece."""
        with self.open_bytes(name, largest) as file:
            yield TextStream(file)

    def read_bytes(self, name: str, largest: int | None = None) -> bytes:
        """A whole file of the size of a document."""
        with self.open_bytes(name, largest or self.limits.document) as file:
            return file.read()

    def read_text(self, name: str, largest: int | None = None) -> str:
        """The whole text of a document, UTF-8 with or without a byte-order mark, line ends as ``\\n``."""
        with self.open_text(name, largest or self.limits.document) as text:
            return text.read()


def _check(told: os.stat_result, largest: int) -> None:
    if stat.S_ISDIR(told.st_mode):
        raise FileRefused("a folder stands where a file is read", "Put the file itself there.")
    if not stat.S_ISREG(told.st_mode):
        raise FileRefused("this is no plain file but a pipe or a device", "Put the file itself there.")
    if told.st_size > largest:
        what = f"the file has {in_words(told.st_size)}; at most {in_words(largest)} are read"
        raise FileRefused(what, "Split or shorten it.")
