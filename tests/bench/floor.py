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
    spent = 0.0
    for place, _, names in os.walk(site):
        to = Path(folder, Path(place).relative_to(site))
        start = time.process_time()
        to.mkdir(parents=True)
        spent += time.process_time() - start
        for name in names:
            content = Path(place, name).read_bytes()
            start = time.process_time()
            (to / name).write_bytes(content)
            spent += time.process_time() - start
    Path(report).write_text(json.dumps(spent), "utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
