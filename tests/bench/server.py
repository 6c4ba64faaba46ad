"""Serve files as GitHub Pages does, compressed with gzip, and count the bytes sent."""

from __future__ import annotations

import gzip
import mimetypes
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from urllib.parse import unquote, urlsplit

from tests.server import run_server

COMPRESSED_SUFFIXES = {".html", ".js", ".json", ".css"}
"""Compressed by the server; Pagefind's files are compressed already."""


class Traffic:
    """Sizes of the responses since the last reset."""

    def __init__(self) -> None:
        self.sizes: list[int] = []

    def reset(self) -> tuple[float, int]:
        """Return kilobytes and number of requests, and reset both."""
        sizes, self.sizes = self.sizes, []
        return sum(sizes) / 1000, len(sizes)


@contextmanager
def serve_folders(folders: Mapping[str, Path]) -> Iterator[tuple[str, Traffic]]:
    """Serve folders under the first part of the path; yield the URL with a trailing slash and the traffic."""
    traffic = Traffic()
    compressed: dict[Path, bytes] = {}

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"  # keeps connections open
        disable_nagle_algorithm = True

        def do_GET(self) -> None:
            _, first, *rest = unquote(urlsplit(self.path).path).split("/")
            path = folders.get(first, Path("/nowhere")).joinpath(*rest)
            if rest and not rest[-1]:
                path /= "index.html"
            if ".." in rest or not path.is_file():
                self.send_error(404)
                return
            body = path.read_bytes()
            self.send_response(200)
            if path.suffix in COMPRESSED_SUFFIXES:
                body = compressed.setdefault(path, b"") or gzip.compress(body, 9)
                compressed[path] = body
                self.send_header("Content-Encoding", "gzip")
            self.send_header("Content-Type", mimetypes.guess_type(path.name)[0] or "application/octet-stream")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            traffic.sizes.append(len(body))
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            pass

    with run_server(Handler) as url:
        yield f"{url}/", traffic
