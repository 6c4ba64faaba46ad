"""Addresses that may be reached, and that exactly the address is reached that was checked."""

from __future__ import annotations

import ssl
from collections.abc import Sequence
from itertools import cycle
from threading import Event, Thread

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.refresh.links.network import Network, PrivateAddressError, is_public
from catalog.refresh.links.probe import Kind
from catalog.refresh.links.request import RefusedUrlError, Requests, check_url
from catalog.refresh.links.turns import MAX_INTERVAL_SECONDS, Turns
from tests.properties import examples
from tests.refresh.links.web import AGENT, PUBLIC_ADDRESS, Web, WebNetwork, redirect

PRIVATE = """\
0.0.0.0 0.1.2.3 10.0.0.1 100.64.0.1 100.100.100.200 127.0.0.1 127.1.2.3 168.63.129.16 169.254.169.254
169.254.170.2 172.16.0.1 192.0.0.192 192.0.2.1 192.88.99.1 192.168.0.1 198.18.0.1 198.51.100.1 203.0.113.1
224.0.0.1 224.0.1.1 239.255.255.250 240.0.0.1 255.255.255.255
:: ::1 ::7f00:1 ::ffff:127.0.0.1 ::ffff:93.184.215.14 ::ffff:0:7f00:1 64:ff9b::7f00:1 64:ff9b::5db8:d70e
64:ff9b:1::1 100::1 2001::1 2001:0:7f00:1::1 2001:db8::1 2002:7f00:1:: 2002:5db8:d70e:: 3fff::1 4000::1
5f00::1 fc00::1 fd00:ec2::254 fe80::1 fe80::1%eth0 fec0::1 ff02::1 ff0e::1
"""
PUBLIC = ["93.184.215.14", "1.1.1.1", "2606:2800:21f:cb07:6820:80da:af6b:8b2c", "2a00:1450:4001:82a::200e"]
NO_ADDRESSES = ["", "hum", "2130706433", "0x7f.1", "0177.0.0.1", "127.1", "1.1.1.1.1", "[::1]", " 1.1.1.1"]


@pytest.mark.parametrize("address", [*PRIVATE.split(), *NO_ADDRESSES])
def test_addresses_that_are_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", PUBLIC)
def test_public_addresses(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "host", ["localhost", "127.0.0.1", "2130706433", "0177.0.0.1", "0x7f.1", "127.1", "::1"]
)
def test_the_real_network_refuses_this_machine(host: str) -> None:
    """As the resolver of this system reads it: the URL is not even looked at."""
    with pytest.raises(PrivateAddressError):
        Network(ssl.create_default_context()).connect(host, 1)


@pytest.mark.parametrize(
    "url",
    [
        "http://hum.example/",
        "https://hum.example:8443/",
        "https://me@hum.example/",
        "https://me:you@hum.example/",
        "https://127.0.0.1/",
        "https://[::1]/",
        "https://2130706433/",
        "https://0177.0.0.1/",
        "https://0x7f.1/",
        "https://localhost/",
        "https://hum.example\\@127.0.0.1/",
        "https://hum.example/\r\nHost: inner.example",
        "ftp://hum.example/",
        "file:///etc/passwd",
        "//hum.example/",
        "",
        f"https://hum.example/{'m' * 1000}",
    ],
)
def test_urls_that_are_never_asked(url: str) -> None:
    with pytest.raises(RefusedUrlError):
        check_url(url)


class Rebinding(WebNetwork):
    """DNS whose answer is private every second time."""

    def __init__(self, context: ssl.SSLContext, web: Web, answers: Sequence[Sequence[str]]) -> None:
        super().__init__(context, web)
        self.answers = cycle(answers)

    def resolve(self, host: str) -> Sequence[str]:
        return next(self.answers)


@pytest.mark.parametrize("private", ["127.0.0.1", "169.254.169.254", "::1", "::ffff:10.0.0.1"])
def test_dns_rebinding(web: Web, private: str) -> None:
    """A name is looked up once for each connection, and its answer checked each time."""
    network = Rebinding(ssl.create_default_context(), web, [[PUBLIC_ADDRESS], [private]])
    web.ca.configure_trust(network.context)
    requests = Requests(network, AGENT)
    assert requests.send("HEAD", "https://hum.example/").status == 404
    with pytest.raises(RefusedUrlError, match="private address"):
        requests.send("GET", "https://hum.example/")
    assert network.dialed == [PUBLIC_ADDRESS]
    assert web.requests == [("HEAD", "https://hum.example/")]


def test_the_next_address_is_dialed_if_the_first_fails(web: Web) -> None:
    class HalfDown(WebNetwork):
        def dial(self, address: str, timeout: float) -> object:  # type: ignore[override]
            connection = super().dial(address, timeout)
            if address == PUBLIC[0]:
                connection.close()
                raise OSError
            return connection

    network = HalfDown(ssl.create_default_context(), web)
    web.ca.configure_trust(network.context)
    web.addresses["hum.example"] = PUBLIC
    assert Requests(network, AGENT).send("GET", "https://hum.example/").status == 404
    assert network.dialed == PUBLIC[:2]


def test_a_redirect_is_checked_like_a_link(web: Web) -> None:
    web.addresses["inner.example"] = ["10.0.0.7"]
    web.pages["https://hum.example/"] = redirect("https://inner.example/admin")
    observation = web.probe().observe("https://hum.example/")
    assert (observation.kind, observation.reason) == (Kind.BLOCKED, "redirects to: private address")
    assert all("inner" not in url for url in web.urls)


@examples
@given(st.ip_addresses())
def test_any_address(address: object) -> None:
    """No address outside of what IANA calls global is public."""
    if is_public(str(address)):
        assert address.is_global  # type: ignore[attr-defined]
        assert not address.is_multicast  # type: ignore[attr-defined]


class Clock:
    """Clock that only sleeping moves."""

    def __init__(self) -> None:
        self.now = 0.0

    def sleep(self, seconds: float) -> None:
        self.now += seconds


@pytest.mark.parametrize(
    ("host", "wish", "seconds"),
    [
        ("hum.example", 0, 1),
        ("arxiv.org", 0, 3),
        ("arxiv.org", 1, 3),
        ("hum.example", 7, 7),
        ("hum.example", 86400, MAX_INTERVAL_SECONDS),
    ],
)
def test_requests_to_a_host_are_apart(host: str, wish: float, seconds: float) -> None:
    clock = Clock()
    turns = Turns(clock.sleep, lambda: clock.now)
    turns.set_interval(host, wish)
    starts = []
    for _ in range(3):
        with turns.take(host):
            starts.append(clock.now)
            clock.sleep(0.25)
        with turns.take("other.example"):
            pass
    assert starts == [0, 0.25 + seconds, 2 * (0.25 + seconds)]


def test_one_request_at_a_time_to_a_host() -> None:
    turns = Turns(lambda _: None)
    has_entered = Event()

    def ask(host: str) -> None:
        with turns.take(host):
            has_entered.set()

    with turns.take("hum.example"):
        thread = Thread(target=ask, args=("hum.example",))
        thread.start()
        assert not has_entered.wait(0.1)
        Thread(target=ask, args=("other.example",)).start()
        assert has_entered.wait(10)
        has_entered.clear()
    assert has_entered.wait(10)
    thread.join()
