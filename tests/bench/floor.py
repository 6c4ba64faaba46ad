"""The least that a build can cost: writing the bytes of a site that is there, and nothing else.

As a program: `python -S floor.py SITE FOLDER REPORT`; files are read one by one and that time is not counted.
"""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path


def main(site: str, folder: str, report: str) -> None:
    """Write the site's files into a folder that is not there yet, and the seconds that took into a report."""
    cpu = wall = 0.0
    for place, _, names in os.walk(site):
        to = Path(folder, Path(place).relative_to(site))
        start, began = time.process_time(), time.perf_counter()
        to.mkdir(parents=True)
        cpu, wall = cpu + time.process_time() - start, wall + time.perf_counter() - began
        for name in names:
            content = Path(place, name).read_bytes()
            start, began = time.process_time(), time.perf_counter()
            (to / name).write_bytes(content)
            cpu, wall = cpu + time.process_time() - start, wall + time.perf_counter() - began
    Path(report).write_text(json.dumps([cpu, wall]), "utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
