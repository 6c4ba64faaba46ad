"""What is generated, made on request: while `mkdocs serve` runs, nobody waits for ten thousand pages.

A save builds the hand-written pages only. Where the server finds nothing at an address, the page is made as
any build makes it, written where the server looks, and asked for again; for any other file, such as an
export or the API, all of them are written. The server itself lets no request pass while it builds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from threading import Lock
from typing import Any

Make = Callable[[str], bool]
"""Makes what belongs at a path of the output; whether there is such a thing."""
App = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


class OnRequest:
    """What the running server knows of the last build."""

    def __init__(self) -> None:
        self.serving = False
        """Whether this is `mkdocs serve`."""
        self._lock = Lock()
        self._make: Make | None = None

    def begin(self) -> None:
        """A build begins: from now on nothing of the last one is written."""
        with self._lock:
            self._make = None

    def ready(self, make: Make) -> None:
        """A build is done."""
        self._make = make

    def app(self, server: App, mount_path: str) -> App:
        """The server's application, which makes what is not there."""

        def answer(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
            held: list[tuple[Any, ...]] = []
            body = server(environ, lambda *status: held.append(status))
            path = environ["PATH_INFO"].encode("latin-1").decode("utf-8", "ignore")
            if held[0][0].startswith("404") and self._made(path.removeprefix(mount_path)):
                return server(environ, start_response)
            start_response(*held[0])
            return body

        return answer

    def _made(self, path: str) -> bool:
        with self._lock:  # one page at a time: MkDocs marks the one that it builds as active
            return self._make is not None and self._make(path)


on_request = OnRequest()
"""One for the process: MkDocs loads its hooks anew for each build."""
