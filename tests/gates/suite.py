"""Run the tests that `make test` leaves out, and property-based tests with many examples.

`make test` has one representative of each check. Its repetitions have the marker `gate`: other pages, color
schemes, widths and inputs, and the site of the real catalog.

Example: python -m tests.gates.suite tests/browser/test_pages.py
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys

from tests.sites import ROOT

COMMAND = (sys.executable, "-m", "pytest", "-q", "--numprocesses", "auto", "--dist", "worksteal")
SELECTION = ("-m", "gate or hypothesis")
"""Hypothesis marks its tests itself."""


def main() -> int:
    """Run them, and fail if one fails."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.gates.suite",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("tests", nargs="*", help="files and folders; default: all tests")
    environment = os.environ | {"HYPOTHESIS_PROFILE": "nightly"}
    command = [*COMMAND, *SELECTION, *parser.parse_args().tests]
    return subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
