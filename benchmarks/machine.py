"""What the machine is and what its processors did; Linux tells, elsewhere the figures are null."""

import os
import platform
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Self

PROCESS_TIMES = slice(11, 13)  # utime and stime, counted behind the name of the process
IDLE_TIMES = slice(3, 5)


def describe_machine() -> dict[str, object]:
    """Facts that say how to read the figures; no names."""
    try:
        load = round(os.getloadavg()[0], 2)
    except OSError:
        load = None
    return {
        "python": platform.python_version(),
        "system": f"{platform.system()} {platform.machine()}",
        "cores": _count_cores(),
        "load_before": load,
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcessorTimes:
    """Seconds of processor time so far; None where the system does not tell."""

    server: float | None
    machine: float | None

    @classmethod
    def now(cls, server_pid: int) -> Self:
        return cls(server=_seconds_of_family(server_pid), machine=_seconds_of_machine())


def _count_cores() -> int | None:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count()


def _seconds_of_family(pid: int) -> float | None:
    """Of a process and its children that live."""
    total = 0.0
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        for one in (str(pid), *children):
            fields = Path(f"/proc/{one}/stat").read_text().rpartition(") ")[2].split()
            total += sum(int(ticks) for ticks in fields[PROCESS_TIMES])
    except OSError:
        return None
    return total / os.sysconf("SC_CLK_TCK")


def _seconds_of_machine() -> float | None:
    with suppress(OSError):
        line = Path("/proc/stat").read_text().splitlines()[0]
        ticks = [int(field) for field in line.split()[1:9]]
        return (sum(ticks) - sum(ticks[IDLE_TIMES])) / os.sysconf("SC_CLK_TCK")
    return None
