"""What is generated, made on request: while `mkdocs serve` runs, nobody waits for ten thousand pages.

A save builds the hand-written pages only, and not the lists in them, which are put there when a page is asked
for. Where the server finds nothing at an address, the page is made as any build makes it, written where the
server looks, and asked for again; for any other file, such as an export or the API, all of them are written.
The server itself lets no request pass while it builds.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable
from threading import Lock
from typing import Any

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket

Make = Callable[[str], bool]
"""Makes what belongs at a path of the output; whether there is such a thing."""
Insert = Callable[[str], str]
"""Puts into a page what it waits for."""
App = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


class Compiled(BytecodeCache):
    """The theme's templates as they were compiled for the first build: no save has to wait for that again."""

    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:  # noqa: D102
        if bucket.key in self.kept:
            bucket.bytecode_from_string(self.kept[bucket.key])  # unless the template has changed

    def dump_bytecode(self, bucket: Bucket) -> None:  # noqa: D102
        self.kept[bucket.key] = bucket.bytecode_to_string()


class OnRequest:
    """What the running server knows of the last build."""

    def __init__(self) -> None:
        self.compiled = Compiled()
        self.serving = False
        """Whether this is `mkdocs serve`."""
        self._lock = Lock()
        self._make: Make | None = None
        self._insert: Insert = str

    def begin(self) -> None:
        """A build begins: from now on nothing of the last one is written."""
        with self._lock:
            self._make = None
        if self.serving:
            gc.disable()  # a tenth of a build would be spent looking for garbage that can wait

    def ready(self, make: Make, insert: Insert) -> None:
        """A build is done."""
        self._make, self._insert = make, insert
        gc.enable()

    def app(self, server: App, mount_path: str) -> App:
        """The server's application, which makes what is not there."""

        def answer(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
            held: list[tuple[Any, ...]] = []
            body = server(environ, lambda *status: held.append(status))
            path = environ["PATH_INFO"].encode("latin-1").decode("utf-8", "ignore")
            if held[0][0].startswith("404") and self._made(path.removeprefix(mount_path)):
                body = server(environ, lambda *status: held.append(status))
            status, headers = held[-1]
            told = dict(headers)
            if told.get("Content-Type", "").startswith("text/html"):
                body = [self._whole(b"".join(body))]
                told["Content-Length"] = str(len(body[0]))
            start_response(status, list(told.items()))
            return body

        return answer

    def _whole(self, page: bytes) -> bytes:
        with self._lock:
            return self._insert(page.decode()).encode()

    def _made(self, path: str) -> bool:
        with self._lock:  # one page at a time: MkDocs marks the one that it builds as active
            return self._make is not None and self._make(path)


on_request = OnRequest()
"""One for the process: MkDocs loads its hooks anew for each build."""
