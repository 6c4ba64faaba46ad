"""What a command costs: the processor's time of all its processes, and its largest process's memory.

The operating system says so at the end, of everything that the command started and waited for. It is asked by
a small process in between (this file, run as a program): a command started by a large process would have that
one's memory counted as its own.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple


class ProcessCost(NamedTuple):
    """What a command has cost."""

    cpu_s: float
    """User and system time, of all cores together."""
    memory_mb: float


def measure_command(
    command: Sequence[str], folder: Path, report: Path, env: Mapping[str, str] | None = None
) -> ProcessCost:
    """Run a command in a folder; `report` is a file to write the figures to.

    Raises:
        RuntimeError: if the command fails; with the end of what it printed.
    """
    done = subprocess.run(
        [sys.executable, "-S", __file__, str(report), *command],
        cwd=folder,
        env={**os.environ, **(env or {})},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)}\n{done.stdout[-3000:]}")
    return ProcessCost(*json.loads(report.read_text("utf-8")))


def _main(report: str, *command: str) -> int:
    _, status, usage = os.wait4(os.spawnvp(os.P_NOWAIT, command[0], command), 0)
    unit = 1e6 if sys.platform == "darwin" else 1e3  # bytes there, kilobytes elsewhere
    Path(report).write_text(json.dumps([usage.ru_utime + usage.ru_stime, usage.ru_maxrss / unit]), "utf-8")
    return os.waitstatus_to_exitcode(status)


if __name__ == "__main__":
    sys.exit(_main(*sys.argv[1:]))
