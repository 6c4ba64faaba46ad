"""Install pinned packages into an environment outside the checkout; nothing of it is committed."""

from __future__ import annotations

import os
import subprocess
import sys
import venv
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

from tests.gates.npm import TOOLS_FOLDER


def install_packages(name: str, packages: Sequence[str]) -> Path:
    """Install packages, such as `cffconvert==2.0.0`, into an environment, and return its Python.

    Args:
        name: Name of the environment, which is kept between runs with the same packages.
        packages: Requirements, as pip takes them.

    Raises:
        RuntimeError: The packages cannot be installed.
    """
    version = sha256("\n".join((sys.version, *packages)).encode()).hexdigest()[:8]
    folder = TOOLS_FOLDER / f"{name}-{version}"
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    marker = folder / "done"
    if not marker.exists():
        venv.create(folder, clear=True, with_pip=True)
        command = (str(python), "-m", "pip", "install", "--quiet", *packages)
        process = subprocess.run(command, capture_output=True, text=True, check=False)
        if process.returncode:
            raise RuntimeError(f"{' '.join(command)}\n{process.stdout}{process.stderr}")
        marker.touch()
    return python
