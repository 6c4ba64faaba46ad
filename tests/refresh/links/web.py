"""A web in one process: hosts with pages that a test chooses, behind the names and addresses of a fake DNS.

Addresses are public ones, and what may be asked is decided by the real policy. Only looking up a name and
dialing an address are replaced: every address is dialed on this machine.
"""

from __future__ import annotations

import socket
import ssl
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import trustme

from catalog.refresh.links.network import Network, NoSuchHostError, ResolutionError
from catalog.refresh.links.probe import Probe
from catalog.refresh.links.request import Requests
from catalog.refresh.links.turns import Turns
from tests.lookup.services import Reply

AGENT = "awesome-talking-face"
PUBLIC_ADDRESS = "93.184.215.14"
IMPOSTOR = "impostor.example"
"""Host with the certificate of another."""

Page = Reply | Callable[[str], Reply]
"""A reply, or a function that makes one for the method of a request."""
OK = Reply("<!doctype html><h1>Hum</h1>", type="text/html")
NOT_FOUND = Reply("Nothing hums here.", 404, "text/plain")


def redirect(to: str, status: int = 301) -> Reply:
    return Reply(status=status, headers={"Location": to})


@dataclass
class Web:
    """Pages by URL, names by host, and what was asked."""

    ca: trustme.CA
    port: int
    pages: dict[str, Page] = field(default_factory=dict)
    robots: dict[str, Reply] = field(default_factory=dict)
    """Replies about robots.txt by host; without one there is none."""
    addresses: dict[str, Sequence[str] | Exception] = field(default_factory=dict)
    """Addresses of hosts, or the failure to find them; by default a public one."""
    requests: list[tuple[str, str]] = field(default_factory=list)
    """Methods and URLs, without those of robots.txt."""
    robots_requests: list[str] = field(default_factory=list)
    user_agents: set[str] = field(default_factory=set)
    sent_bytes: int = 0
    """Bytes of bodies that were sent."""
    pauses: list[float] = field(default_factory=list)
    """Seconds between two requests to a host."""
    options: dict[str, float] = field(default_factory=dict)
    """Options of `Requests`."""

    def clear(self) -> None:
        """Forget all requests."""
        self.requests.clear()
        self.robots_requests.clear()
        self.pauses.clear()

    @property
    def urls(self) -> list[str]:
        """URLs that were asked for, each once."""
        return list(dict.fromkeys(url for _, url in self.requests))

    def sleep(self, seconds: float) -> None:
        """Note that a thread would wait."""
        self.pauses.append(seconds)

    def probe(self, user_agent: str = AGENT) -> Probe:
        """Return a probe of this web that does not really wait."""
        context = ssl.create_default_context()
        self.ca.configure_trust(context)
        network = WebNetwork(context, self)
        return Probe(Requests(network, user_agent, **self.options), Turns(self.sleep, lambda: 0), AGENT)

    def reply(self, method: str, url: str) -> Reply:
        """Return the reply to a request."""
        host, _, path = url.partition("://")[2].partition("/")
        if path == "robots.txt":
            self.robots_requests.append(host)
            return self.robots.get(host, NOT_FOUND)
        self.requests.append((method, url))
        page = self.pages.get(url, NOT_FOUND)
        return page if isinstance(page, Reply) else page(method)


class WebNetwork(Network):
    """Network that leads to a web."""

    def __init__(self, context: ssl.SSLContext, web: Web) -> None:
        super().__init__(context)
        self.web = web
        self.dialed: list[str] = []

    def resolve(self, host: str) -> Sequence[str]:
        addresses = self.web.addresses.get(host, [PUBLIC_ADDRESS])
        if isinstance(addresses, Exception):
            raise addresses
        return addresses

    def dial(self, address: str, timeout: float) -> socket.socket:
        self.dialed.append(address)
        return socket.create_connection(("127.0.0.1", self.web.port), timeout)


NO_HOST, NO_ANSWER = NoSuchHostError(), ResolutionError()


@contextmanager
def run_web() -> Iterator[Web]:
    """Run a web."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            web.user_agents.add(self.headers["User-Agent"])
            reply = web.reply(self.command, f"https://{self.headers['Host']}{self.path}")
            time.sleep(reply.pause)
            try:
                self._send(reply)
            except OSError:
                return  # the client has hung up

        do_HEAD = do_GET

        def _send(self, reply: Reply) -> None:
            body = reply.body.encode() if isinstance(reply.body, str) else reply.body
            if reply.raw is not None:
                for at in range(len(reply.raw)) if reply.drip else [0]:
                    self.wfile.write(reply.raw[at : at + 1] if reply.drip else reply.raw)
                    time.sleep(reply.drip)
                return
            self.send_response(reply.status)
            headers = {"Content-Type": reply.type, "Content-Length": str(len(body))} | dict(reply.headers)
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            if self.command != "HEAD":
                for at in range(0, len(body), 1 << 16):
                    self.wfile.write(body[at : at + (1 << 16)])
                    web.sent_bytes += len(body[at : at + (1 << 16)])

        def log_message(self, *_: object) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.handle_error = lambda *_: None  # type: ignore[method-assign]
    web = Web(trustme.CA(), server.server_port)

    @cache
    def context_of(host: str) -> ssl.SSLContext:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        web.ca.issue_cert(host).configure_cert(context)
        return context

    def choose_certificate(connection: ssl.SSLObject, host: str | None, _: ssl.SSLContext) -> None:
        connection.context = context_of("toys.example" if host in (None, IMPOSTOR) else str(host))

    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.sni_callback = choose_certificate
    context_of("toys.example")
    server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    try:
        yield web
    finally:
        server.shutdown()
        server.server_close()


def robots_of(*lines: str) -> Reply:
    """Return a robots.txt."""
    return Reply("\n".join(lines), type="text/plain")
