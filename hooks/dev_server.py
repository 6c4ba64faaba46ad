"""Rendering on request under `mkdocs serve`, so that nobody waits for thousands of pages after a save.

A save builds the hand-written pages only, without the lists in them, which are inserted when a page is
requested. A page that the server does not find is rendered as in any build, written where the server looks,
and requested again; so are other files, such as exports. The server lets no request pass while it builds.
After a build that failed, it answers every request with the reason, until a build succeeds.
"""

from __future__ import annotations

import gc
import logging
from collections.abc import Callable, Iterable
from html import escape
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
LIVERELOAD_PATH = "/livereload/"
"""Path at which MkDocs tells open pages when to reload."""
FAILURE_PAGE = """\
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>{title}</title>
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="color-scheme" content="light dark">
<style>body {{ font: 1rem/1.5 sans-serif; margin: 2rem; overflow-wrap: anywhere }}</style>
</head>
<body><h1>{title}</h1><ul>{items}</ul><p>This page reloads when you save a file.</p></body>
</html>
"""
"""Page that needs neither the theme nor the catalog, since both may be what is broken."""

log = logging.getLogger("mkdocs.hooks.catalog")


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
        self.has_failed = False
        """True if the running build has no catalog to show."""
        self._lock = Lock()
        self._site: Site | None = None
        self._folder = Path()
        self._failure = b""
        """Page about the problems of the last build; blank if it succeeded."""

    def start_build(self) -> None:
        """Stop rendering pages of the last build."""
        with self._lock:
            self._site = None
        self.has_failed = False
        if self.is_running:
            gc.disable()  # takes a tenth of a build, and can wait

    def finish_build(self, site: Site, folder: Path) -> None:
        """Render pages of this build from now on, into the folder that is served."""
        self._site, self._folder, self._failure = site, folder, b""
        gc.enable()

    def fail_build(self, title: str, lines: Iterable[str]) -> None:
        """Answer with a page of problems until a build succeeds."""
        items = "".join(f"<li>{escape(line)}</li>" for line in lines)
        self._failure = FAILURE_PAGE.format(title=escape(title), items=items).encode()
        self.has_failed = True
        gc.enable()

    def guard(self, build: Callable[[], object]) -> Callable[[], None]:
        """Return a function that builds and makes a page of a failure; with MkDocs, requests would wait."""

        def guarded_build() -> None:
            try:
                build()
            except Exception as error:  # of the theme, a template or a setting
                cause = error.__context__ if isinstance(error, SystemExit) else error  # MkDocs's Abort
                log.error("The site cannot be built", exc_info=error)
                self.fail_build("The site cannot be built", [str(cause) or type(cause).__name__])

        return guarded_build

    def wrap(self, app: App, mount_path: str, add_reload: Callable[[bytes], bytes]) -> App:
        """Return a WSGI application that renders what another one does not find.

        Args:
            app: The application of MkDocs's server.
            mount_path: Path of the site.
            add_reload: Adds the script to a page that reloads it after each build.
        """

        def respond(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
            responses: list[tuple[Any, ...]] = []
            body: Iterable[bytes] = app(environ, lambda *response: responses.append(response))
            path = environ["PATH_INFO"].encode("latin-1").decode("utf-8", "ignore")
            if self._failure and not path.startswith(LIVERELOAD_PATH):
                if close := getattr(body, "close", None):
                    close()
                page = add_reload(self._failure)
                headers = {"Content-Type": "text/html; charset=utf-8", "Content-Length": str(len(page))}
                start_response("200 OK", list(headers.items()))
                return [page]
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
            for name, content in self._site.files:
                write_files([(name, content)], self._folder)
                if name in (path, f"{path}index.html"):
                    return True
            return False


dev_server = DevServer()
"""One for the process, since MkDocs loads the hooks again for each build."""
