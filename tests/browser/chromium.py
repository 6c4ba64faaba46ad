"""Find a Chromium for the browser tests and, as a program, install one if there is none.

Search order: the environment variable CHROMIUM, the browser that Playwright downloads, and the usual names on
the PATH. Playwright installs it, else the package manager of the system.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

NAMES = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
)
APPS = ("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",)
# Run in a process of its own, as Playwright may already be running in a test.
PLAYWRIGHT_PATH_SCRIPT = """from playwright.sync_api import sync_playwright as start
with start() as playwright: print(playwright.chromium.executable_path)"""
DOWNLOAD_SECONDS = 120
INSTALL_SECONDS = 600
# With a library that Playwright needs, and fonts for accented letters, code, and symbols in titles.
APT_INSTALL = (
    "apt-get -o DPkg::Lock::Timeout=120 install -y --no-install-recommends"
    " libatomic1 fonts-dejavu-core fonts-liberation fonts-noto-core"
)
PACKAGES = (
    # Chromium without windows needs two thirds of the CPU time.
    ("apt-get", ("apt-get -o DPkg::Lock::Timeout=120 update", f"{APT_INSTALL} chromium-headless-shell")),
    ("apt-get", (f"{APT_INSTALL} chromium",)),
    ("dnf", ("dnf install -y chromium libatomic dejavu-sans-fonts google-noto-sans-fonts",)),
    ("brew", ("brew install --cask chromium",)),
)
HELP = """\
The browser tests need Chromium, and none could be found or installed.
Install Chromium or Chrome, or set its path: CHROMIUM=/path/to/chromium make test"""


def executable() -> Path | None:
    """Return the path of a Chromium, or None if there is none. It may not run."""
    named = os.environ.get("CHROMIUM")
    if named:
        return Path(named)
    result = subprocess.run(
        [sys.executable, "-c", PLAYWRIGHT_PATH_SCRIPT], capture_output=True, text=True, check=False
    )
    paths = (shutil.which(name) for name in (result.stdout.strip(), *NAMES, *APPS))
    return next((Path(path) for path in paths if path), None)


def launch_args() -> list[str]:
    """Return arguments for Chromium: no sandbox where there is none, no requests of its own.

    Pictures are the same each time: what changed is painted anew, not over parts of an earlier picture.
    """
    args = ["--disable-gpu", "--disable-partial-raster"]
    args += ["--disable-quic", "--no-first-run", "--disable-sync"]
    args += ["--disable-background-networking", "--disable-component-update"]
    return ["--no-sandbox", *args] if _is_root() or os.environ.get("CI") else args


def failure(browser: Path) -> str | None:
    """Render a page in a browser; return what went wrong, or None."""
    try:
        with sync_playwright() as playwright:
            chromium = playwright.chromium.launch(executable_path=browser, args=launch_args())
            page = chromium.new_page()
            page.set_content("<h1>It runs</h1>")
            text = page.inner_text("h1")
            chromium.close()
    except Exception as error:  # from the browser or from Playwright
        return str(error)
    return None if text == "It runs" else f"the page shows {text!r}"


def main() -> int:
    """Make sure that a Chromium runs; print what to do if it does not."""
    if _runs(executable()):
        return 0
    if not os.environ.get("CHROMIUM"):
        download = [sys.executable, "-m", "playwright", "install", "chromium"]
        if _run(download, DOWNLOAD_SECONDS) and _runs(executable()):
            return 0
        for manager, commands in PACKAGES:
            # Homebrew refuses to run as root; the others need it.
            root = [] if _is_root() or manager == "brew" else ["sudo", "-n"]
            if (
                shutil.which(manager)
                and all(_run([*root, *line.split()], INSTALL_SECONDS) for line in commands)
                and _runs(executable())
            ):
                return 0
    print(HELP, file=sys.stderr)
    return 1


def _is_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0


def _runs(browser: Path | None) -> bool:
    problem = failure(browser) if browser else None
    print("Chromium:", browser or "none found", f"does not run: {problem}" if problem else "")
    return browser is not None and problem is None


def _run(command: list[str], seconds: int) -> bool:
    """Run a command, showing its output; return whether it succeeded in time."""
    print("$", *command, flush=True)
    try:
        result = subprocess.run(command, stdin=subprocess.DEVNULL, timeout=seconds, check=False)
    except (OSError, subprocess.TimeoutExpired) as error:
        print(error, flush=True)
        return False
    return result.returncode == 0


if __name__ == "__main__":
    sys.exit(main())
