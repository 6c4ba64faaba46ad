"""Serve built sites as GitHub Pages does: under a path, with their 404 page."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, SimpleHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

from tests.sites import BuiltSite


@contextmanager
def serve_site(site: BuiltSite) -> Iterator[str]:
    """Serve a site, and yield its URL with a trailing slash."""

    class Handler(SimpleHTTPRequestHandler):
        def __init__(self, *args: object) -> None:
            super().__init__(*args, directory=str(site.output))  # type: ignore[arg-type]

        def do_GET(self) -> None:
            path, _, query = self.path.partition("?")
            if not path.startswith(site.base):
                self.send_error(404, "Outside the site")
                return
            self.path = "/" + path.removeprefix(site.base) + (query and f"?{query}")
            super().do_GET()

        def end_headers(self) -> None:
            self.send_header("Cache-Control", "max-age=600")  # as GitHub Pages does
            super().end_headers()

        def send_error(self, code: int, message: str | None = None, explain: object = None) -> None:
            page = (site.output / "404.html").read_bytes()
            self.send_response(code, message)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(page)))
            self.end_headers()
            self.wfile.write(page)

        def log_message(self, format: str, *args: object) -> None:
            pass

    with run_server(Handler) as url:
        yield f"{url}{site.base}"


@contextmanager
def run_server(handler: type[BaseHTTPRequestHandler]) -> Iterator[str]:
    """Run a server on this machine, and yield its URL without a trailing slash."""

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, *_: object) -> None:
            pass  # closing a browser drops its connections

    with Server(("127.0.0.1", 0), handler) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()
