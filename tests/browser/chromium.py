"""Find a Chromium for the browser tests and, run as a program, get one if there is none.

Looked for in this order: the path in the environment variable CHROMIUM, the browser that Playwright
downloads for itself, and the usual names on the PATH. Got from Playwright, else from the system's
package manager.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
APPS = ("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",)
# In a process of its own: asked for inside a test, Playwright may be running already.
OWN = """from playwright.sync_api import sync_playwright as start
with start() as playwright: print(playwright.chromium.executable_path)"""
DOWNLOAD_SECONDS = 120
INSTALL_SECONDS = 600
# With a library that Playwright needs, and fonts: accented letters, code, symbols in titles.
PACKAGES = {
    "apt-get": (
        "apt-get -o DPkg::Lock::Timeout=120 update",
        "apt-get -o DPkg::Lock::Timeout=120 install -y --no-install-recommends"
        " chromium libatomic1 fonts-dejavu-core fonts-liberation fonts-noto-core",
    ),
    "dnf": ("dnf install -y chromium libatomic dejavu-sans-fonts google-noto-sans-fonts",),
    "brew": ("brew install --cask chromium",),
}
HELP = """\
The browser tests need Chromium, and none could be found or installed.
Install Chromium or Chrome, or say where it is: CHROMIUM=/path/to/chromium make test"""


def executable() -> Path | None:
    """Return the path of a Chromium, or None if there is none; whether it runs is not tried."""
    named = os.environ.get("CHROMIUM")
    if named:
        return Path(named)
    asked = subprocess.run([sys.executable, "-c", OWN], capture_output=True, text=True, check=False)
    found = (shutil.which(name) for name in (asked.stdout.strip(), *NAMES, *APPS))
    return next((Path(path) for path in found if path), None)


def launch_args() -> list[str]:
    """Return what Chromium is started with: no sandbox where it has none, nothing of its own."""
    quiet = ["--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"]
    quiet += ["--disable-background-networking", "--disable-component-update"]
    return ["--no-sandbox", *quiet] if _is_root() or os.environ.get("CI") else quiet


def failure(browser: Path) -> str | None:
    """Draw a page in a browser, as the tests will, and return what went wrong, if anything did."""
    try:
        with sync_playwright() as playwright:
            chromium = playwright.chromium.launch(executable_path=browser, args=launch_args())
            page = chromium.new_page()
            page.set_content("<h1>It runs</h1>")
            text = page.inner_text("h1")
            chromium.close()
    except Exception as error:  # a browser that does not start, and a Playwright that does not
        return str(error)
    return None if text == "It runs" else f"the page shows {text!r}"


def main() -> int:
    """Make sure that a Chromium runs and return 0, or say what to do and return 1."""
    if _runs(executable()):
        return 0
    if not os.environ.get("CHROMIUM"):
        download = [sys.executable, "-m", "playwright", "install", "chromium"]
        if _run(download, DOWNLOAD_SECONDS) and _runs(executable()):
            return 0
        for manager, commands in PACKAGES.items():
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
    """Run a command with its output shown; tell whether it succeeded in time."""
    print("$", *command, flush=True)
    try:
        done = subprocess.run(command, stdin=subprocess.DEVNULL, timeout=seconds, check=False)
    except (OSError, subprocess.TimeoutExpired) as error:
        print(error, flush=True)
        return False
    return done.returncode == 0


if __name__ == "__main__":
    sys.exit(main())
