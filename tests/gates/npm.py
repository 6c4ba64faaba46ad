"""Gets a pinned program from npm into a folder outside the checkout; nothing of it is committed."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

TOOLS_FOLDER = Path(tempfile.gettempdir()) / "awesome-talking-face-gates"
"""Kept from one run to the next."""


def install_package(package: str) -> Path:
    """Have a package, such as `vnu-jar@1.2.3`; the folder in which it and what it needs are.

    Raises:
        FileNotFoundError: if there is no npm.
        RuntimeError: if the package cannot be had.
    """
    if not shutil.which("npm"):
        raise FileNotFoundError(f"{package} is got with npm, and there is none: install Node.js 20 or newer.")
    folder = TOOLS_FOLDER / package.replace("@", "-")
    done = folder / "done"
    if not done.exists():
        # Scripts of packages do not run: these need none.
        options = ("--no-audit", "--no-fund", "--no-save", "--ignore-scripts")
        command = ("npm", "install", "--prefix", str(folder), *options, package)
        tried = subprocess.run(command, capture_output=True, text=True, check=False)
        if tried.returncode:
            raise RuntimeError(f"{' '.join(command)}\n{tried.stdout}{tried.stderr}")
        done.touch()
    return folder / "node_modules"
