"""Lower bound of a build: write the bytes of an existing site and do nothing else.

Run as `python -S floor.py SITE FOLDER REPORT`. Reading the files is not counted.
"""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path


def main(site: str, folder: str, report: str) -> None:
    """Copy a site into a new folder, and write the CPU seconds of writing into a report."""
    seconds = 0.0
    for source, _, names in os.walk(site):
        target = Path(folder, Path(source).relative_to(site))
        start = time.process_time()
        target.mkdir(parents=True)
        seconds += time.process_time() - start
        for name in names:
            content = Path(source, name).read_bytes()
            start = time.process_time()
            (target / name).write_bytes(content)
            seconds += time.process_time() - start
    Path(report).write_text(json.dumps(seconds), "utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
