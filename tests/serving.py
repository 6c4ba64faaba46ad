"""A running `mkdocs serve`, and waiting for what it shows."""

from __future__ import annotations

import socket
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from tests.sites import ENGINE_COMMAND, EPOCH, build_environment

SECONDS = 20
"""How long a change may take to show, on a busy machine."""


def until(seen: Callable[[], bool], what: str, seconds: float = SECONDS) -> None:
    """Wait for something to become true."""
    deadline = time.monotonic() + seconds
    while not seen():
        assert time.monotonic() < deadline, f"not within {seconds} s: {what}"
        time.sleep(0.1)


class Server:
    """A running `mkdocs serve`."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.printed = root / "printed.txt"
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.address = f"127.0.0.1:{free.getsockname()[1]}"
        with self.printed.open("wb") as log:
            self.process = subprocess.Popen(
                [*ENGINE_COMMAND, "serve", "--livereload", "--dev-addr", self.address],
                cwd=root,
                env=build_environment(SOURCE_DATE_EPOCH=EPOCH, PYTHONUNBUFFERED="1"),
                stdout=log,
                stderr=log,
            )

    @property
    def log(self) -> str:
        return self.printed.read_text("utf-8", errors="replace")

    def shows(self, address: str, text: str) -> bool:
        """Whether a page holds a text."""
        url = f"http://{self.address}/awesome-talking-face/{address}"
        try:
            with urlopen(url, timeout=5) as answer:
                return text in answer.read().decode("utf-8")
        except (URLError, ConnectionError, TimeoutError):
            return False

    def change(self, file: str, old: str, new: str) -> None:
        """Replace a text in a file of the checkout."""
        path = self.root / file
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new), "utf-8")

    def stop(self) -> None:
        """End it."""
        self.process.terminate()
        self.process.wait(timeout=10)
