"""One zip file for a folder: unpacked within bounds, packed into the same bytes each time."""

from __future__ import annotations

import os
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterable
from pathlib import Path
from typing import IO

from thinking_together.core.tabular.inventory import is_beside
from thinking_together.core.tabular.limits import Limits, in_words
from thinking_together.core.tabular.names import folded
from thinking_together.core.tabular.refused import FileRefused

_MOMENT = (1980, 1, 1, 0, 0, 0)  # the first that the format knows
_END = struct.Struct("<4s4H2LH")  # the record at the end of an archive
_LONGEST_COMMENT = 65_535
_DIRECTORY = 4 * 1024 * 1024  # bytes of the list of entries, which is held in memory
_PIECE = 256 * 1024
_PACKINGS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
AGAIN = "Pack the folder again as a plain zip file."
_BROKEN = (zipfile.BadZipFile, zlib.error, struct.error, NotImplementedError, RuntimeError, ValueError, EOFError)


def unpack(source: IO[bytes], into: Path, limits: Limits, marker: str) -> None:
    """Unpacks an archive into an empty folder; ``FileRefused`` where it is none or could do harm.

    Sizes that the archive claims are looked at first, and what comes out is counted too. Packing programs often add
    one folder around everything: where ``marker`` stands in it, it is left out.
    """
    _look_at_end(source, limits)
    try:
        with zipfile.ZipFile(source) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir() and not is_beside(entry.filename)]
            _look_at_entries(entries, limits)
            top = _top([entry.filename for entry in entries], marker)
            left = limits.bundle
            for entry in entries:
                left -= _write(archive, entry, into / entry.filename.removeprefix(top), min(left, limits.file))
    except _BROKEN:
        raise FileRefused("the file is no zip archive, or is cut short or damaged", AGAIN) from None


def _look_at_end(source: IO[bytes], limits: Limits) -> None:
    """What the archive says of itself, before its list of entries is read into memory."""
    size = source.seek(0, os.SEEK_END)
    if size > limits.archive:
        what = f"the archive has {in_words(size)}; at most {in_words(limits.archive)} are read"
        raise FileRefused(what, "Take out what does not belong to the bundle.")
    source.seek(max(0, size - _END.size - _LONGEST_COMMENT - 20))
    tail = source.read()
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or len(tail) < at + _END.size:
        raise FileRefused("the file is no zip archive, or is cut short", AGAIN)
    _, _, _, _, entries, directory, _, _ = _END.unpack_from(tail, at)
    if b"PK\x06\x07" in tail[max(0, at - 20) : at] or entries > 2 * limits.files or directory > _DIRECTORY:
        raise FileRefused(f"the archive lists more than {limits.files:,} files", "Pack the bundle alone.")
    source.seek(0)


def _look_at_entries(entries: list[zipfile.ZipInfo], limits: Limits) -> None:
    if len(entries) > limits.files:
        raise FileRefused(f"the archive holds more than {limits.files:,} files", "Pack the bundle alone.")
    if sum(entry.file_size for entry in entries) > limits.bundle:
        what = f"the archive unpacks to more than {in_words(limits.bundle)}"
        raise FileRefused(what, "Split or shorten its files.")
    seen: dict[str, str] = {}
    for entry in entries:
        shown = ascii(entry.filename[:120])
        _look_at(entry, shown, limits)
        first = seen.get(folded(entry.filename))
        if first is not None:
            what = f"the archive holds {shown} and {first[:120]!a}, which many computers cannot tell apart"
            raise FileRefused(what, "Rename one of the two, or keep one.")
        seen[folded(entry.filename)] = entry.filename


def _look_at(entry: zipfile.ZipInfo, shown: str, limits: Limits) -> None:
    pieces = entry.filename.split("/")
    mode = entry.external_attr >> 16
    if "\\" in entry.filename or ":" in pieces[0] or any(piece in ("", ".", "..") for piece in pieces):
        raise FileRefused(f"the name {shown} leads out of the archive", AGAIN)
    if not entry.filename.isprintable() or len(pieces) > limits.depth + 2 or max(map(len, pieces)) > 200:
        raise FileRefused(f"the name {shown} cannot be used", "Use short names of letters, digits, _ - and .")
    if stat.S_IFMT(mode) not in (0, stat.S_IFREG):
        raise FileRefused(f"{shown} is a link or a device", "Put the file itself there.")
    if entry.flag_bits & 1:
        raise FileRefused(f"{shown} is locked with a password", "Pack the folder without a password.")
    if entry.compress_type not in _PACKINGS:
        raise FileRefused(f"{shown} is packed in a way that is not read", AGAIN)
    if entry.file_size > limits.file:
        what = f"{shown} unpacks to {in_words(entry.file_size)}; at most {in_words(limits.file)} are read"
        raise FileRefused(what, "Split or shorten it.")


def _top(names: list[str], marker: str) -> str:
    """The one folder around everything, with its slash; empty where there is none."""
    tops = {name.partition("/")[0] for name in names}
    top = f"{min(tops)}/" if len(tops) == 1 else ""
    return top if f"{top}{marker}" in names else ""


def _write(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, path: Path, most: int) -> int:
    """Unpacks one file, stopping as soon as more comes out than may; how many bytes."""
    written = 0
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        out = path.open("xb")
    except (FileExistsError, NotADirectoryError):
        raise FileRefused(f"{entry.filename[:120]!a} is a file and a folder", "Rename one of the two.") from None
    with out, archive.open(entry) as packed:
        while piece := packed.read(_PIECE):
            written += len(piece)
            if written > most:
                raise FileRefused(f"{entry.filename[:120]!a} unpacks to more than it says", AGAIN)
            out.write(piece)
    if written != entry.file_size:
        raise zipfile.BadZipFile("fewer bytes come out than the archive says")
    return written


def pack(root: Path, names: Iterable[str], out: IO[bytes]) -> None:
    """Packs files below a folder, sorted by name and without a moment: the same files give the same bytes."""
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name in sorted(names):
            entry = zipfile.ZipInfo(name, _MOMENT)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3  # whatever system packs it
            entry.external_attr = (stat.S_IFREG | 0o600) << 16
            entry.file_size = (root / name).stat().st_size
            with (root / name).open("rb") as file, archive.open(entry, "w") as packed:
                while piece := file.read(_PIECE):
                    packed.write(piece)
