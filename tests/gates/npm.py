"""Install a pinned program from npm into a folder outside the checkout; nothing of it is committed."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

TOOLS_FOLDER = Path(tempfile.gettempdir()) / "awesome-talking-face-gates"
"""Kept between runs."""


def install_package(package: str) -> Path:
    """Install a package, such as `vnu-jar@1.2.3`, and return its node_modules folder.

    Raises:
        FileNotFoundError: npm is missing.
        RuntimeError: The package cannot be installed.
    """
    if not shutil.which("npm"):
        raise FileNotFoundError(f"npm is needed for {package}; install Node.js 20 or newer.")
    folder = TOOLS_FOLDER / package.replace("@", "-")
    marker = folder / "done"
    if not marker.exists():
        # These packages need no install scripts.
        options = ("--no-audit", "--no-fund", "--no-save", "--ignore-scripts")
        command = ("npm", "install", "--prefix", str(folder), *options, package)
        process = subprocess.run(command, capture_output=True, text=True, check=False)
        if process.returncode:
            raise RuntimeError(f"{' '.join(command)}\n{process.stdout}{process.stderr}")
        marker.touch()
    return folder / "node_modules"
