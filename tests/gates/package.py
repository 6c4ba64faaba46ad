"""Install the package outside of this checkout, and use its library, its commands and its MCP server.

The wheel is installed into an environment with the packages that it names itself, of which the extra `mcp`
has too many for the tests.

Example: python -m tests.gates.package
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from email.parser import Parser
from importlib.metadata import version
from pathlib import Path
from zipfile import ZipFile

from tests.gates.pip import install_packages
from tests.sites import ROOT

TESTS = (
    *(f"tests/tools/{name}.py" for name in ("installed", "session", "test_command", "test_tools")),
    "tests/test_python_page.py",
)
"""Files by name: of a folder, pytest would collect only those that begin with `test`."""
TEST_PACKAGES = ("hypothesis", "pytest")
EXTRA_MARKER = "extra == 'mcp'"


def build_wheel(folder: Path) -> Path:
    """Build the wheel of this checkout, without a network.

    Raises:
        RuntimeError: It cannot be built.
    """
    options = ("--no-deps", "--no-build-isolation", "--quiet", "--wheel-dir", str(folder))
    run(sys.executable, "-m", "pip", "wheel", *options, str(ROOT))
    return next(folder.glob("*.whl"))


def required_packages(wheel: Path) -> Iterator[str]:
    """Yield the packages that a wheel needs, with those of its extra."""
    with ZipFile(wheel) as archive:
        name = next(name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
        metadata = Parser().parsestr(archive.read(name).decode())
    for requirement in metadata.get_all("Requires-Dist", []):
        package, _, marker = requirement.partition(";")
        if marker.strip() not in ("", EXTRA_MARKER):
            raise RuntimeError(f"{requirement}: unknown marker")
        yield package.strip()


def run(*command: str) -> None:
    """Run a command.

    Raises:
        RuntimeError: It fails.
    """
    process = subprocess.run(command, capture_output=True, text=True, check=False)
    if process.returncode:
        raise RuntimeError(f"{' '.join(command)}\n{process.stdout}{process.stderr}")


def main() -> int:
    """Build, install and test, and fail if a test fails."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.gates.package",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        wheel = build_wheel(Path(folder))
        packages = [*required_packages(wheel), *(f"{name}=={version(name)}" for name in TEST_PACKAGES)]
        python = str(install_packages("package", packages))
        run(python, "-m", "pip", "install", "--quiet", "--no-deps", "--force-reinstall", str(wheel))
        settings = (
            "-c",
            str(ROOT / "pyproject.toml"),
            "--rootdir",
            str(ROOT),
            "-o",
            "pythonpath=.",
            "-m",
            "",
        )
        command = (python, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--noconftest", *settings)
        tests = (str(ROOT / test) for test in TESTS)
        return subprocess.run((*command, *tests), cwd=folder, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
