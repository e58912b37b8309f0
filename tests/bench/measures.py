"""What is read off the machine: processor time, memory, how a row of numbers is spread, what is installed."""

import math
import os
import platform
import sqlite3
import time
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

TICK = os.sysconf("SC_CLK_TCK")  # of the processor times in /proc, a second
USED, OF_CHILDREN = slice(11, 13), slice(13, 15)  # fields of /proc/<pid>/stat after the name
LIBRARIES = ("slack-bolt", "uvicorn", "SQLAlchemy", "psycopg", "APScheduler", "procrastinate")


@dataclass
class Meter:
    """Processor seconds from its making on: this process, and the database's server if there is one."""

    server: int | None = None

    def __post_init__(self) -> None:
        self._began = time.monotonic()
        self._ours = time.process_time()
        self._theirs = server_seconds(self.server)

    def read(self) -> dict[str, float]:
        return {
            "seconds": time.monotonic() - self._began,
            "cpu": time.process_time() - self._ours,
            "server_cpu": server_seconds(self.server) - self._theirs,
        }


def server_seconds(postmaster: int | None) -> float:
    """Processor seconds of PostgreSQL so far: those who live, and those who were its children."""
    if postmaster is None:
        return 0.0
    ticks = sum(_fields(postmaster)[OF_CHILDREN])
    for one in (postmaster, *_children(postmaster)):
        try:
            ticks += sum(_fields(one)[USED])
        except (FileNotFoundError, ProcessLookupError):
            continue  # it ended in between, and counts among the children the next time
    return ticks / TICK


def _fields(process: int) -> list[int]:
    """The numbers of /proc/<pid>/stat that follow the name, which may hold anything."""
    told = Path(f"/proc/{process}/stat").read_text("utf-8").rpartition(")")[2].split()
    return [int(field) if field.lstrip("-").isdecimal() else 0 for field in told]


def _children(process: int) -> list[int]:
    told = Path(f"/proc/{process}/task/{process}/children").read_text("utf-8")
    return [int(child) for child in told.split()]


def peak_megabytes() -> float:
    """Of this process since it was started; `ru_maxrss` would count whoever started it as well."""
    told = Path("/proc/self/status").read_text("utf-8")
    line = next(line for line in told.splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) / 1024


def percentile(numbers: Sequence[float], part: float) -> float:
    """The smallest number that this part of them does not exceed."""
    ordered = sorted(numbers)
    return ordered[max(math.ceil(part * len(ordered)) - 1, 0)] if ordered else math.nan


def load() -> float:
    """How many processes wanted to run, on average over the last minute."""
    return os.getloadavg()[0]


def machine() -> dict[str, Any]:
    """What the numbers were measured on."""
    return {
        "cores": len(os.sched_getaffinity(0)),
        "processor": _processor(),
        "system": f"{platform.system()} {platform.release()}",
        "Python": platform.python_version(),
        "SQLite": sqlite3.sqlite_version,
        **{library: version(library) for library in LIBRARIES},
    }


def _processor() -> str:
    """As the system calls it; virtual machines often only say whose it is."""
    for line in Path("/proc/cpuinfo").read_text("utf-8").splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.machine()
