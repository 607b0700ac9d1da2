"""Archives from somebody else: each trap is refused by name, and nothing is left outside the folder."""

from __future__ import annotations

import contextlib
import io
import stat
import struct
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thinking_together.core.tabular import FileRefused, Limits
from thinking_together.core.tabular.archive import pack, unpack

SMALL = Limits(file=2000, bundle=5000, archive=3000, files=20, depth=3)


def packed(*files: tuple[str | zipfile.ZipInfo, bytes], how: int = zipfile.ZIP_DEFLATED) -> io.BytesIO:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", how) as archive:
        for name, content in files:
            archive.writestr(name, content)
    return out


def entry(name: str, mode: int = 0) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name)
    info.external_attr = mode << 16
    return info


def names(folder: Path) -> list[str]:
    return sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file())


def opened(source: io.BytesIO, tmp_path: Path, limits: Limits = SMALL) -> list[str]:
    into = tmp_path / "in" / "bundle"
    into.mkdir(parents=True)
    unpack(source, into, limits, "mark.json")
    return names(into)


def test_files_at_the_top_and_in_one_folder_come_out_alike(tmp_path: Path) -> None:
    flat = packed(("mark.json", b"1"), ("a/b.csv", b"2"), (".hidden", b""), ("__MACOSX/a/._b.csv", b"x"))
    around = packed(("w/", b""), ("w/mark.json", b"1"), ("w/a/b.csv", b"2"), ("w/.DS_Store", b"x"))
    assert opened(flat, tmp_path / "1") == opened(around, tmp_path / "2") == ["a/b.csv", "mark.json"]


def test_a_folder_without_the_mark_is_kept(tmp_path: Path) -> None:
    assert opened(packed(("w/a.csv", b"1")), tmp_path) == ["w/a.csv"]


def locked() -> io.BytesIO:
    source = packed(("a", b"1"))
    content = bytearray(source.getvalue())
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.find(mark) + at] |= 1
    return io.BytesIO(bytes(content))


def lying(size: int) -> io.BytesIO:
    """An archive that claims another size than comes out."""
    content = bytearray(packed(("a", b"x" * 1500)).getvalue())
    struct.pack_into("<L", content, content.find(b"PK\x03\x04") + 22, size)
    struct.pack_into("<L", content, content.find(b"PK\x01\x02") + 24, size)
    return io.BytesIO(bytes(content))


@pytest.mark.parametrize(
    ("source", "told"),
    [
        (io.BytesIO(b""), "no zip archive"),
        (io.BytesIO(b"PK\x03\x04 and nothing more"), "no zip archive"),
        (io.BytesIO(b"x" * 4000), "at most"),
        (packed(("../a", b"1")), "leads out"),
        (packed(("a/../../b", b"1")), "leads out"),
        (packed(("/etc/a", b"1")), "leads out"),
        (packed(("C:/a", b"1")), "leads out"),
        (packed(("a\\b", b"1")), "leads out"),
        (packed((entry("a", stat.S_IFLNK | 0o777), b"/etc/passwd")), "link or a device"),
        (packed((entry("a", stat.S_IFIFO), b"")), "link or a device"),
        (packed((entry("a", stat.S_IFCHR), b"")), "link or a device"),
        (packed(("a\x1b[31m", b"1")), "cannot be used"),
        (packed(("a/b/c/d/e/f/g", b"1")), "cannot be used"),
        (packed(("A.csv", b"1"), ("a.csv", b"2")), "cannot tell apart"),
        (packed(("straße.md", b"1"), ("STRASSE.md", b"2")), "cannot tell apart"),
        (packed(("\u0131.md", b"1"), ("I.md", b"2")), "cannot tell apart"),
        (packed(("e\u0301.md", b"1"), ("\u00e9.md", b"2")), "cannot tell apart"),
        (packed(("a", b"1"), ("a/b", b"2")), "a file and a folder"),
        (packed(("a", b"\0" * 2001)), "at most"),
        (packed(*((f"{n}", b"\0" * 1900) for n in range(3))), "unpacks to more than"),
        (packed(*((f"{n}", b"") for n in range(21))), "more than 20 files"),
        (packed(("a", b"1"), how=zipfile.ZIP_LZMA), "not read"),
        (packed(("a", b"1"), how=zipfile.ZIP_BZIP2), "not read"),
        (locked(), "password"),
        (lying(10), "damaged"),
        (lying(1900), "damaged"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_each_trap_is_refused_and_leaves_nothing_outside(source: io.BytesIO, told: str, tmp_path: Path) -> None:
    with pytest.raises(FileRefused, match=told) as refused:
        opened(source, tmp_path)
    assert refused.value.remedy
    assert all(name.startswith("in/bundle/") for name in names(tmp_path))


def test_an_archive_that_names_a_million_entries_is_refused_before_they_are_read(tmp_path: Path) -> None:
    content = bytearray(packed(("a", b"1")).getvalue())
    at = content.rfind(b"PK\x05\x06")
    struct.pack_into("<H", content, at + 10, 65_000)
    with pytest.raises(FileRefused, match="more than 20 files"):
        opened(io.BytesIO(bytes(content)), tmp_path)


@given(st.binary(max_size=400), st.integers(0, 400), st.binary(max_size=6))
def test_no_bytes_make_anything_but_a_refusal_or_a_folder(
    tmp_path_factory: pytest.TempPathFactory, whole: bytes, at: int, change: bytes
) -> None:
    good = packed(("mark.json", b"1"), ("a/b.csv", whole)).getvalue()
    folder = tmp_path_factory.mktemp("fuzz")
    with contextlib.suppress(FileRefused):
        opened(io.BytesIO(good[:at] + change + good[at + len(change) :]), folder)
    assert all(name.startswith("in/bundle/") for name in names(folder))


def test_the_same_files_are_packed_into_the_same_bytes(tmp_path: Path) -> None:
    (tmp_path / "x").mkdir()
    (tmp_path / "x/b").write_bytes(b"2")
    (tmp_path / "a").write_bytes(b"1" * 1000)
    one, other = io.BytesIO(), io.BytesIO()
    pack(tmp_path, ["x/b", "a"], one)
    (tmp_path / "a").touch()
    (tmp_path / "a").chmod(0o777)
    pack(tmp_path, ["a", "x/b"], other)
    assert one.getvalue() == other.getvalue()
    assert zipfile.ZipFile(one).namelist() == ["a", "x/b"]
