"""`mkdocs serve` shows each change of data and docs, and outlives a broken record."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest

from tests.sites import EPOCH, MKDOCS, TOY, checkout, environment, run

SECONDS = 20
"""How long a change may take to show, on a busy machine."""


def until(seen: Callable[[], bool], what: str) -> None:
    """Wait for something to become true."""
    deadline = time.monotonic() + SECONDS
    while not seen():
        assert time.monotonic() < deadline, f"not within {SECONDS} s: {what}"
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
                [*MKDOCS, "serve", "--livereload", "--dev-addr", self.address],
                cwd=root,
                env=environment(SOURCE_DATE_EPOCH=EPOCH, PYTHONUNBUFFERED="1"),
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


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    found = Server(checkout(tmp_path, TOY))
    yield found
    found.process.terminate()
    found.process.wait(timeout=10)


def test_changes_show_and_a_broken_record_stops_nothing(server: Server) -> None:
    paper, record = "papers/meow2lip-2020/", "data/papers/2020/meow2lip-2020.yml"
    until(lambda: server.shows(paper, "Meow Is All You Need"), "the first build")

    server.change(record, "Meow Is All", "Purr Is All")
    until(lambda: server.shows(paper, "Purr Is All You Need"), "a changed record")
    until(lambda: server.shows("papers/", "Purr Is All You Need"), "its card")
    title = "Purr Is All You Need"
    made = (paper.rstrip("/"), "venues/toycon/", "data/papers.csv")
    assert [one for one in made if not server.shows(one, title)] == [], "these are made on request"
    assert server.shows("search/index.json", '"format"')
    assert server.shows(paper, "md-tabs__item--active"), "the tab is marked, as in a whole build"
    assert not server.shows("papers/nobody-2020/", "")

    server.change("docs/about.md", "# About", "# About\n\nA new word: sesquipedalian.")
    until(lambda: server.shows("about/", "sesquipedalian"), "a changed page of docs/")

    server.change(record, "venue: toycon", "venue: toycom")
    env = environment(SOURCE_DATE_EPOCH=EPOCH, PYTHONPATH=str(server.root / "hooks"))
    check = run(server.root, [sys.executable, "-m", "catalog.cli", "check"], env)
    errors = [line for line in check.stdout.splitlines() if "error[" in line]
    assert errors
    until(lambda: all(line in server.log for line in errors), "the problem, printed")
    assert server.process.poll() is None, "the server has stopped"  # it answers once all is mended

    server.change(record, "venue: toycom", "venue: jot")
    until(lambda: server.shows(paper, "Journal of Toys"), "the mended record")
    assert "Traceback" not in server.log
