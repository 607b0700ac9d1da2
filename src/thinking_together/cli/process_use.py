"""What running processes have used, and how long the disk takes: so that a measurement can be judged."""

from __future__ import annotations

import os
import statistics
import time
from pathlib import Path

_PROCESSES = Path("/proc")
_TIMES = slice(11, 15)  # of a process's line after its name: its own and that of those that ended, proc(5)
_WRITES, _BLOCK = 50, 4096  # bytes


def cpu_seconds(process: int) -> float:
    """Of a process and those that it started, ended or not; 0 where the system does not tell."""
    own = _PROCESSES / str(process)
    try:
        after_name = (own / "stat").read_text().rpartition(")")[2].split()
        began = (own / "task" / str(process) / "children").read_text().split()
    except OSError:
        return 0.0
    ticks = sum(map(int, after_name[_TIMES]))
    return ticks / os.sysconf("SC_CLK_TCK") + sum(cpu_seconds(int(child)) for child in began)


def disk_milliseconds(folder: Path) -> float:
    """Until the disk has kept 4 KiB: the median of 50 writes."""
    path, took = folder / "disk.tmp", []
    number = os.open(path, os.O_CREAT | os.O_WRONLY)
    try:
        for _ in range(_WRITES):
            os.write(number, bytes(_BLOCK))
            begun = time.perf_counter()
            os.fdatasync(number)
            took.append(time.perf_counter() - begun)
    finally:
        os.close(number)
        path.unlink()
    return 1000 * statistics.median(took)
