"""A folder of plain files from somebody else: read within bounds, written in one stable form."""

from __future__ import annotations

import json
from pathlib import Path, PurePosixPath
from typing import Any

MEBIBYTE = 1024 * 1024
LARGEST_FILE = 200 * MEBIBYTE


class FileRefused(Exception):
    """A file cannot be used; the arguments are what is wrong and what to do."""

    def __init__(self, what: str, remedy: str) -> None:
        super().__init__(what)
        self.what = what
        self.remedy = remedy


class Folder:
    """Reads files below a root; refuses links and names that lead out of it, and files past a size."""

    def __init__(self, root: Path, largest: int = LARGEST_FILE) -> None:
        self.root = root.resolve()
        self.largest = largest

    def path(self, name: str) -> Path:
        """The file's path; ``FileRefused`` where the name leads out of the folder."""
        pure = PurePosixPath(name)
        if pure.is_absolute() or ".." in pure.parts or "\\" in name:
            raise FileRefused(f"the name '{name}' leads out of the folder", "Use a name below the folder.")
        path = self.root.joinpath(*pure.parts)
        if path.exists() and not path.resolve().is_relative_to(self.root):
            raise FileRefused("the file is a link that leads out of the folder", "Put the file itself there.")
        return path

    def has(self, name: str) -> bool:
        return self.path(name).is_file()

    def names(self, below: str, suffix: str) -> list[str]:
        """Names of the files directly in a subfolder that end in ``suffix``, sorted."""
        place = self.path(below)
        if not place.is_dir():
            return []
        return sorted(f"{below}/{p.name}" for p in place.iterdir() if p.is_file() and p.name.endswith(suffix))

    def read_bytes(self, name: str) -> bytes:
        path = self.path(name)
        if not path.is_file():
            raise FileRefused("the file is missing", "Add it, or take its folder out of the bundle.")
        size = path.stat().st_size
        if size > self.largest:
            raise FileRefused(
                f"the file has {size // MEBIBYTE} MiB; at most {self.largest // MEBIBYTE} MiB are read",
                "Split or shorten it.",
            )
        return path.read_bytes()

    def read_text(self, name: str) -> str:
        """The text, UTF-8 with or without a byte-order mark, line ends as ``\\n``."""
        raw = self.read_bytes(name)
        try:
            text = raw.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = raw[: error.start].count(b"\n") + 1
            raise FileRefused(
                f"line {line} is not UTF-8", "Save the file as 'CSV UTF-8' or with UTF-8 encoding."
            ) from None
        if "\x00" in text:
            raise FileRefused(
                "the file holds null characters, so it is not plain text", "Export it again as plain text."
            )
        return text.replace("\r\n", "\n").replace("\r", "\n")


class FolderWriter:
    """Writes files below a root and remembers their names, so that the same content gives the same bytes."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.written: list[str] = []

    def write_bytes(self, name: str, data: bytes) -> None:
        path = self.root.joinpath(*PurePosixPath(name).parts)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        self.written.append(name)

    def write_text(self, name: str, text: str) -> None:
        self.write_bytes(name, text.encode())

    def write_json(self, name: str, document: Any) -> None:
        self.write_text(name, json.dumps(document, indent=2, ensure_ascii=False) + "\n")
