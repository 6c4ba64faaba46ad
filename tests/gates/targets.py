"""Run each target of the Makefile in its smallest form, in a copy of this checkout with the same .venv.

Example: python -m tests.gates.targets site bench-search
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from tests.citing.latex import NEEDED as LATEX_PROGRAMS
from tests.sites import ROOT

LOCK_FILES = ("requirements.lock", "requirements-dev.lock")
VENV_INPUTS = (*LOCK_FILES, "pyproject.toml")
"""Files that .venv is updated for if they are newer."""
TIMEOUT_SECONDS = 600


@dataclass(frozen=True)
class Target:
    """The smallest form of a target."""

    variables: tuple[str, ...] = ()
    """Arguments of make: `TESTS=tests/test_x.py`."""
    problem: Callable[[Path, subprocess.CompletedProcess[str]], str] = lambda root, process: ""
    """Describes what is wrong in the copy after the target has run; blank if nothing is."""
    is_expected_to_fail: bool = False


def lists_all_targets(_: Path, process: subprocess.CompletedProcess[str]) -> str:
    missing = [name for name in listed_targets() if f"make {name} " not in process.stdout]
    return f"not listed: {missing}" if missing else ""


def has_files(*names: str) -> Callable[[Path, subprocess.CompletedProcess[str]], str]:
    """Check that a target made files."""

    def problem(root: Path, _: subprocess.CompletedProcess[str]) -> str:
        return ", ".join(f"no {name}" for name in names if not (root / name).exists())

    return problem


def has_no_files(*names: str) -> Callable[[Path, subprocess.CompletedProcess[str]], str]:
    """Check that a target removed files."""

    def problem(root: Path, _: subprocess.CompletedProcess[str]) -> str:
        return ", ".join(f"{name} is still there" for name in names if os.path.lexists(root / name))

    return problem


def changes_nothing(root: Path, _: subprocess.CompletedProcess[str]) -> str:
    """Check that a target left every file of the repository as it is here."""
    changed = [
        name for name in repository_files() if (root / name).read_bytes() != (ROOT / name).read_bytes()
    ]
    return f"changed: {', '.join(changed[:5])}" if changed else ""


def asks_for_latex(_: Path, process: subprocess.CompletedProcess[str]) -> str:
    """Check that it says what is missing."""
    return "" if "apt install" in process.stderr else "it does not say what to install"


HAS_LATEX = all(map(shutil.which, LATEX_PROGRAMS))
TARGETS: Mapping[str, Target] = {
    "help": Target(problem=lists_all_targets),
    "site": Target(problem=has_files("site/index.html", "site/papers/index.html")),
    "serve": Target(),  # see `serve_problem`
    "published": Target(problem=changes_nothing),
    "format": Target(problem=changes_nothing),
    "test": Target(("TESTS=tests/test_layers.py",)),
    "test-data": Target(("TESTS=tests/test_seed.py",)),
    "test-latex": (Target() if HAS_LATEX else Target(problem=asks_for_latex, is_expected_to_fail=True)),
    "gates": Target(("GATES=awesome",)),
    "exit": Target(("ARGS=--engine properdocs",)),
    "bench": Target(("ARGS=--papers 20 --repeat 1 --dry",)),
    "bench-search": Target(("ARGS=--papers 100 --seconds 1 --quick",)),
    "lock": Target(problem=changes_nothing),
    "upgrade": Target(problem=has_files(*LOCK_FILES)),
    "clean": Target(problem=has_no_files(".venv", "site", ".cache")),
}
"""Smallest forms of all targets, in the order in which they run: the last ones change the environment."""


def listed_targets() -> list[str]:
    """Return the targets that the Makefile describes."""
    return re.findall(r"^([a-z-]+):.* ## ", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)


def repository_files() -> list[str]:
    """Return the files of this checkout that git does not ignore."""
    command = ("git", "-C", str(ROOT), "ls-files", "-z", "--cached", "--others", "--exclude-standard")
    names = subprocess.run(command, capture_output=True, encoding="utf-8", check=True).stdout.split("\0")
    return sorted({name for name in names if name and (ROOT / name).is_file()})


def copy_checkout(root: Path) -> None:
    """Clone this checkout with its uncommitted changes, and link its .venv."""
    subprocess.run(["git", "clone", "--quiet", str(ROOT), str(root)], check=True)
    names = repository_files()
    for path in [path for path in root.rglob("*") if path.is_file() and ".git" not in path.parts]:
        if path.relative_to(root).as_posix() not in names:
            path.unlink()
    for name in names:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(ROOT / name, root / name)
    (root / ".venv").symlink_to(ROOT / ".venv", target_is_directory=True)
    keep_environment(root)


def keep_environment(root: Path) -> None:
    """Make the inputs of the shared .venv older than it, so that make does not install the copy into it."""
    for name in VENV_INPUTS:
        os.utime(root / name, (0, 0))


def make_environment() -> dict[str, str]:
    """Return the environment of make, without what a make that runs this has passed on."""
    return {
        name: value for name, value in os.environ.items() if name not in ("MAKEFLAGS", "MFLAGS", "MAKELEVEL")
    }


def run_target(root: Path, name: str) -> str:
    """Run a target; return what is wrong, or blank."""
    if name == "serve":
        return serve_problem(root)
    target = TARGETS[name]
    process = subprocess.run(
        ["make", name, *target.variables],
        cwd=root,
        env=make_environment(),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        timeout=TIMEOUT_SECONDS,
        check=False,
    )
    keep_environment(root)
    if bool(process.returncode) != target.is_expected_to_fail:
        return f"exit code {process.returncode}\n{process.stdout[-2000:]}{process.stderr[-2000:]}"
    return target.problem(root, process)


def serve_problem(root: Path) -> str:
    """Serve the site until its home page shows; return what is wrong, or blank."""
    with socket.create_server(("127.0.0.1", 0)) as free_socket:
        address = f"127.0.0.1:{free_socket.getsockname()[1]}"
    with tempfile.TemporaryFile("w+", encoding="utf-8") as log:
        process = subprocess.Popen(
            ["make", "serve", f"ADDR={address}"],
            cwd=root,
            env=make_environment(),
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
        deadline = time.monotonic() + TIMEOUT_SECONDS
        try:
            while process.poll() is None and time.monotonic() < deadline:
                try:
                    with urlopen(f"http://{address}/awesome-talking-face/", timeout=5) as response:
                        return "" if b"Awesome Talking Face" in response.read() else "another home page"
                except (URLError, ConnectionError, TimeoutError):
                    time.sleep(0.2)
        finally:
            os.killpg(process.pid, signal.SIGTERM)  # the group of make and of what it started
            process.wait(timeout=30)
        log.seek(0)
        return f"it serves nothing\n{log.read()[-2000:]}"


def main() -> int:
    """Run the targets, print a line for each, and fail if one fails."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.gates.targets",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("names", nargs="*", help=f"targets to run; default: all of {', '.join(TARGETS)}")
    names = parser.parse_args().names or [*TARGETS]
    if unknown := set(names) - TARGETS.keys():
        parser.error(f"unknown target: {', '.join(sorted(unknown))}")
    failures = 0
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "checkout"
        copy_checkout(root)
        for name in (name for name in TARGETS if name in names):
            start = time.monotonic()
            problem = run_target(root, name)
            failures += bool(problem)
            line = " ".join(["make", name, *TARGETS[name].variables])
            print(f"{line:58} {time.monotonic() - start:4.0f} s  {problem or 'works'}", flush=True)
    print(f"targets: {len(names)}, {failures} failed")
    return bool(failures)


if __name__ == "__main__":
    sys.exit(main())
