"""Stand-ins for the four services: one local https server with replies that a test chooses."""

from __future__ import annotations

import ssl
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import trustme

from catalog.lookup.client import Client
from catalog.lookup.services import BASE_URLS
from tests.helpers import load_yaml

EMPTY_FEED = '<feed xmlns="http://www.w3.org/2005/Atom"><totalResults>0</totalResults></feed>'
NO_HITS = '{"result": {"hits": {"@total": "0", "@computed": "0", "@sent": "0", "@first": "0"}}}'
CASES = Path(__file__).parent / "cases"


@dataclass(frozen=True)
class Reply:
    """Reply to one request. The body is sent as it is, with its length unless the headers override it."""

    body: bytes | str = b""
    status: int = 200
    type: str = "application/json; charset=utf-8"
    headers: Mapping[str, str] = field(default_factory=dict)
    pause: float = 0
    """Seconds before anything is sent."""
    drip: float = 0
    """Seconds between two bytes: of the body, or of the whole reply if `raw`."""
    raw: bytes | None = None
    """The whole reply, status line included."""


AnyReply = Reply | Callable[[str], Reply]
"""A reply, or a function that makes one for the path of a request."""
NOT_FOUND_REPLIES = {
    "arxiv": Reply(EMPTY_FEED, type="application/atom+xml; charset=utf-8"),
    "crossref": Reply("Resource not found.", 404, "text/plain"),
    "dblp": Reply(NO_HITS),
    "openalex": Reply("<!doctype html><title>404</title>", 404, "text/html"),
    "openreview": Reply('{"notes": [], "count": 0}'),
    "github": Reply('{"message": "Not Found", "status": "404"}', 404),
}
"""Replies of the services to a query for an unknown paper."""


class Services:
    """The server, its replies, and the requests it got."""

    def __init__(self, base: str, ca: trustme.CA) -> None:
        self.base = base
        self.base_urls = {name: f"{base}/{name}" for name in BASE_URLS}
        self.ca = ca
        self.verify = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        ca.configure_trust(self.verify)
        self.sleeps: list[float] = []
        """Seconds of each sleep of a client; its clock advances by as much."""
        self.reset()

    def reset(self) -> None:
        """Forget all requests and replies: no service knows any paper."""
        self.replies: dict[str, list[AnyReply]] = {name: [reply] for name, reply in NOT_FOUND_REPLIES.items()}
        self.requests: list[str] = []
        self.request_headers: list[Mapping[str, str]] = []
        self.request_bodies: list[bytes] = []
        self.sleeps.clear()

    def set_replies(self, service: str, *replies: AnyReply) -> None:
        """Set the replies of a service, in order; the last one repeats."""
        self.replies[service] = list(replies)

    def set_case(self, case: Mapping[str, Any]) -> None:
        """Set the replies of a case."""
        for name in BASE_URLS:
            if name in case:
                type = "application/atom+xml; charset=utf-8" if name == "arxiv" else "application/json"
                self.set_replies(name, Reply(case[name], type=type))

    def next_reply(self, path: str) -> Reply:
        """Return the reply to a request."""
        self.requests.append(path)
        replies = self.replies[path.split("/")[1]]
        reply = replies.pop(0) if len(replies) > 1 else replies[0]
        return reply if isinstance(reply, Reply) else reply(path)

    def client(self, **options: Any) -> Client:
        """Return a client for these services that does not really sleep."""
        defaults: dict[str, Any] = {
            "timeout": 5,
            "deadline": 10,
            "sleep": self.sleeps.append,
            "clock": self._clock,
            "verify": self.verify,
        }
        return Client("shh@example.org", base_urls=self.base_urls, **(defaults | options))

    def _clock(self) -> float:
        return sum(self.sleeps)


def read_case(name: str) -> dict[str, Any]:
    """Read a case: a link, the reply of each service, and the expected answer."""
    case: dict[str, Any] = load_yaml((CASES / f"{name}.yml").read_text(encoding="utf-8"))
    return case


@contextmanager
def run_services() -> Iterator[Services]:
    """Run the services."""
    ca = trustme.CA()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            services.request_headers.append(dict(self.headers))
            services.request_bodies.append(self.rfile.read(int(self.headers.get("Content-Length", 0))))
            reply = services.next_reply(self.path)
            time.sleep(reply.pause)
            try:
                self._send(reply)
            except OSError:
                return  # the client has hung up

        do_POST = do_HEAD = do_GET

        def _send(self, reply: Reply) -> None:
            body = reply.body.encode() if isinstance(reply.body, str) else reply.body
            if reply.raw is not None:
                body = reply.raw
            else:
                self.send_response(reply.status)
                headers = {"Content-Type": reply.type, "Content-Length": str(len(body))} | dict(reply.headers)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.end_headers()
            if self.command == "HEAD":
                return
            for at in range(0, len(body), 1 if reply.drip else len(body) or 1):
                self.wfile.write(body[at : at + 1] if reply.drip else body)
                time.sleep(reply.drip)

        def log_message(self, *_: object) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.handle_error = lambda *_: None  # type: ignore[method-assign]
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    ca.issue_cert("localhost").configure_cert(context)
    server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    services = Services(f"https://localhost:{server.server_port}", ca)
    Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    try:
        yield services
    finally:
        server.shutdown()
        server.server_close()
