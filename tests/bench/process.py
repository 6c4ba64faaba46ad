"""Measure a command: CPU time of all its processes, and peak memory of its largest process.

The operating system reports both at the end, including all processes that the command waited for. A small
process in between (this file, run as a program) asks for them, because the memory of the process that starts
a command counts as the command's own.
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
    """The cost of a command."""

    cpu_s: float
    """User and system time, over all cores."""
    memory_mb: float


def measure_command(
    command: Sequence[str], folder: Path, report: Path, env: Mapping[str, str] | None = None
) -> ProcessCost:
    """Run a command and measure it.

    Args:
        command: Program and arguments.
        folder: The working directory.
        report: A temporary file for the measurements.
        env: Additional environment variables.

    Raises:
        RuntimeError: The command failed; with the end of its output.
    """
    process = subprocess.run(
        [sys.executable, "-S", __file__, str(report), *command],
        cwd=folder,
        env={**os.environ, **(env or {})},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    if process.returncode:
        raise RuntimeError(f"{' '.join(command)}\n{process.stdout[-3000:]}")
    return ProcessCost(*json.loads(report.read_text("utf-8")))


def _main(report: str, *command: str) -> int:
    _, status, usage = os.wait4(os.spawnvp(os.P_NOWAIT, command[0], command), 0)
    unit = 1e6 if sys.platform == "darwin" else 1e3  # bytes there, kilobytes elsewhere
    Path(report).write_text(json.dumps([usage.ru_utime + usage.ru_stime, usage.ru_maxrss / unit]), "utf-8")
    return os.waitstatus_to_exitcode(status)


if __name__ == "__main__":
    sys.exit(_main(*sys.argv[1:]))
