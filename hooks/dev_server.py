"""Rendering on request under `mkdocs serve`, so that nobody waits for thousands of pages after a save.

A save builds the hand-written pages only, without the lists in them, which are inserted when a page is
requested. A page that the server does not find is rendered as in any build, written where the server looks,
and requested again; so are other files, such as exports. The server lets no request pass while it builds.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable
from pathlib import Path
from threading import Lock
from typing import Any

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket

from catalog.records.load import RecordCache
from catalog.site.build import Site
from catalog.utils.files import write_files

App = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]
"""A WSGI application."""


class MemoryBytecodeCache(BytecodeCache):
    """Compiled templates of the theme, kept from build to build; changed ones are compiled again."""

    def __init__(self) -> None:
        self._bytecode: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:  # noqa: D102
        if bucket.key in self._bytecode:
            bucket.bytecode_from_string(self._bytecode[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:  # noqa: D102
        self._bytecode[bucket.key] = bucket.bytecode_to_string()


class DevServer:
    """The last build of a running server."""

    def __init__(self) -> None:
        self.compiled_templates = MemoryBytecodeCache()
        self.records = RecordCache()
        self.is_running = False
        """True under `mkdocs serve`."""
        self._lock = Lock()
        self._site: Site | None = None
        self._folder = Path()

    def start_build(self) -> None:
        """Stop rendering pages of the last build."""
        with self._lock:
            self._site = None
        if self.is_running:
            gc.disable()  # takes a tenth of a build, and can wait

    def finish_build(self, site: Site, folder: Path) -> None:
        """Render pages of this build from now on, into the folder that is served."""
        self._site, self._folder = site, folder
        gc.enable()

    def wrap(self, app: App, mount_path: str) -> App:
        """Return a WSGI application that renders what `app` does not find below `mount_path`."""

        def respond(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
            responses: list[tuple[Any, ...]] = []
            body = app(environ, lambda *response: responses.append(response))
            path = environ["PATH_INFO"].encode("latin-1").decode("utf-8", "ignore")
            if responses[0][0].startswith("404") and self._write(path.removeprefix(mount_path)):
                body = app(environ, lambda *response: responses.append(response))
            status, header_list = responses[-1]
            headers = dict(header_list)
            if headers.get("Content-Type", "").startswith("text/html"):
                body = [self._insert_lists(b"".join(body))]
                headers["Content-Length"] = str(len(body[0]))
            start_response(status, list(headers.items()))
            return body

        return respond

    def _insert_lists(self, html: bytes) -> bytes:
        with self._lock:
            return self._site.renderer.insert_deferred(html.decode()).encode() if self._site else html

    def _write(self, path: str) -> bool:
        """Write the page or file at a path of the site; return False if there is none."""
        with self._lock:  # one page at a time: the theme marks the tab of the one it renders
            if self._site is None:
                return False
            if page := self._site.views.find_page(f"{path.rstrip('/')}/"):
                write_files([self._site.render_page(page)], self._folder)
                return True
            for name, text in self._site.files:
                write_files([(name, text)], self._folder)
                if name == path:
                    return True
            return False


dev_server = DevServer()
"""One for the process, since MkDocs loads the hooks again for each build."""
