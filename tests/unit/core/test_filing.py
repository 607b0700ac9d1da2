"""A full disk leaves what was there before. The disk is one of this process: files may not grow beyond a bound."""

from __future__ import annotations

import errno
import resource
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from thinking_together.core.faults import Fault, fault_of
from thinking_together.core.filing import write_all, write_whole


@contextmanager
def room_for(size: int) -> Iterator[None]:
    """No file of this process may become larger; the system says so as it does for a full disk."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, handler)


def held(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_a_file_is_whole_or_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "report.html"
    write_whole(path, b"old")
    with room_for(1000), pytest.raises(OSError) as raised:
        write_whole(path, b"x" * 5000)
    assert raised.value.errno == errno.EFBIG
    assert fault_of(raised.value) is Fault.FULL
    assert held(tmp_path) == {"report.html": b"old"}


def test_of_several_files_all_are_new_or_none(tmp_path: Path) -> None:
    old = {"manifest.json": b"1", "short-report.html": b"1", "supplement/old.html": b"1"}
    write_all(tmp_path, old)
    new = {"manifest.json": b"2", "short-report.html": b"2" * 5000, "supplement/new.html": b"2"}
    with room_for(1000), pytest.raises(OSError):
        write_all(tmp_path, new, last="manifest.json", gone=tuple(old))
    assert held(tmp_path) == old
    write_all(tmp_path, new, last="manifest.json", gone=tuple(old))
    assert held(tmp_path) == new


def test_what_others_may_read_stays_readable(tmp_path: Path) -> None:
    (tmp_path / "new").write_text("x")
    usual = (tmp_path / "new").stat().st_mode
    write_whole(tmp_path / "ours", b"x")
    assert (tmp_path / "ours").stat().st_mode == usual
    (tmp_path / "ours").chmod(0o640)
    write_whole(tmp_path / "ours", b"y")
    assert (tmp_path / "ours").stat().st_mode & 0o777 == 0o640
