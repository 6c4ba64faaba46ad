"""Events in the life of a page, each with the observation that a probe must make of it."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Mapping
from typing import NamedTuple

from catalog.refresh.links.probe import Kind, Observation
from tests.lookup.services import Reply
from tests.refresh.links.web import IMPOSTOR, NO_ANSWER, NO_HOST, OK, Page, Web, redirect, robots_of

URL = "https://hum.example/heads/loud"
NEW = "https://new.example/heads/loud"
HOST = "hum.example"
BOMB = gzip.compress(b"hum " * 5_000_000)
ZIPPED = Reply(BOMB, headers={"Content-Encoding": "gzip"})

Change = Callable[[Web], None]


class Event(NamedTuple):
    """A state of the web, and the observation of `URL` in it; without one, its host must not be asked."""

    change: Change
    observation: Observation | None
    options: Mapping[str, float] = {}
    """Options of `Requests`."""


def page(reply: Page, url: str = URL) -> Change:
    """Give a URL a reply; the new address works."""
    return lambda web: web.pages.update({NEW: OK, url: reply})


def pages(**replies: Page) -> Change:
    """Give URLs below the host replies, by path: the link is `loud`."""
    urls = {f"https://{HOST}/heads/{name}": reply for name, reply in replies.items()}
    return lambda web: web.pages.update({NEW: OK, **urls})


def only_get(reply: Page, head: Reply) -> Page:
    """Return a page that answers HEAD otherwise."""
    return lambda method: head if method == "HEAD" else reply if isinstance(reply, Reply) else reply(method)


def resolve(*addresses: str, to: Exception | None = None, host: str = HOST) -> Change:
    """Give a name other addresses, or a failure."""
    return both(page(OK), lambda web: web.addresses.update({host: to or addresses}))


def robots(reply: Reply, host: str = HOST) -> Change:
    return both(page(OK), lambda web: web.robots.update({host: reply}))


def leads_to(url: str, status: int = 301) -> Change:
    return page(redirect(url, status))


def both(*changes: Change) -> Change:
    """Make several changes."""

    def change(web: Web) -> None:
        for each in changes:
            each(web)

    return change


ALIVE = Observation(Kind.ALIVE)
MOVED = Observation(Kind.MOVED, "200", to=NEW)


def dead(reason: str, *, is_doubtful: bool = False) -> Observation:
    return Observation(Kind.DEAD, reason, is_doubtful=is_doubtful)


def blocked(reason: str) -> Observation:
    return Observation(Kind.BLOCKED, reason)


def astray(reason: str) -> Observation:
    return blocked(f"redirects to: {reason}")


def doubt(reason: str) -> Observation:
    return Observation(Kind.BLOCKED, reason, is_doubtful=True)


def busy(reason: str) -> Observation:
    return Observation(Kind.BLOCKED, reason, ends_host=True)


FRONT_PAGE = Observation(Kind.UNCLEAR, "redirects to the front page")
EVENTS: Mapping[str, Event] = {
    "alive": Event(page(OK), ALIVE),
    "204": Event(page(Reply(status=204)), ALIVE),
    "404": Event(page(Reply(status=404)), dead("404")),
    "410": Event(page(Reply(status=410)), dead("410")),
    "no host": Event(resolve(to=NO_HOST), dead("no such host", is_doubtful=True)),
    "401": Event(page(Reply(status=401)), blocked("401")),
    "403": Event(page(Reply("Are you a robot?", 403)), blocked("403")),
    "429": Event(page(Reply(status=429)), busy("429")),
    "451": Event(page(Reply(status=451)), blocked("451")),
    "999": Event(page(Reply(status=999)), blocked("999")),
    "500": Event(page(Reply(status=500)), blocked("500")),
    "503": Event(page(Reply(status=503)), busy("503")),
    "HEAD is refused": Event(page(only_get(OK, Reply(status=405))), ALIVE),
    "HEAD is forbidden": Event(page(only_get(OK, Reply(status=403))), ALIVE),
    "HEAD is unknown": Event(page(only_get(OK, Reply(status=501))), ALIVE),
    "HEAD finds nothing": Event(page(only_get(OK, Reply(status=404))), ALIVE),
    "HEAD hangs": Event(page(only_get(OK, Reply(pause=3))), ALIVE, {"timeout": 0.3}),
    "HEAD is cut off": Event(page(only_get(OK, Reply(raw=b"HTT"))), ALIVE),
    "HEAD moves, GET too": Event(leads_to(NEW), MOVED),
    "moved": Event(leads_to(NEW), MOVED),
    "moved, 308": Event(leads_to(NEW, 308), MOVED),
    "moved for now": Event(leads_to(NEW, 302), ALIVE),
    "moved for now, 307": Event(leads_to(NEW, 307), ALIVE),
    "moved twice": Event(pages(loud=redirect("quiet"), quiet=redirect(NEW)), MOVED),
    "moved, then for now": Event(
        pages(loud=redirect("quiet"), quiet=redirect(NEW, 302)),
        Observation(Kind.MOVED, "200", to="https://hum.example/heads/quiet"),
    ),
    "moved to nothing": Event(leads_to("https://new.example/nothing"), dead("404")),
    "moved to a slash": Event(pages(**{"loud": redirect("loud/"), "loud/": OK}), ALIVE),
    "moved to www": Event(
        both(leads_to("https://www.hum.example/heads/loud"), page(OK, "https://www.hum.example/heads/loud")),
        ALIVE,
    ),
    "moved to the front page": Event(both(leads_to("/"), page(OK, "https://hum.example/")), FRONT_PAGE),
    "moved in UTF-8": Event(
        lambda web: web.pages.update(
            {URL: redirect("https://new.example/m\xc3\xbc"), f"{NEW[:20]}m%C3%BC": OK}
        ),
        Observation(Kind.MOVED, "200", to="https://new.example/m%C3%BC"),
    ),
    "moved to no encryption": Event(leads_to("http://hum.example/loud"), astray("not encrypted")),
    "moved to another port": Event(leads_to("https://hum.example:8443/"), astray("unusual port")),
    "moved to a loop": Event(leads_to(URL), blocked("more than 5 redirects")),
    "moved without an address": Event(page(Reply(status=301)), blocked("301")),
    "moved to garbage": Event(leads_to("https://[hum"), astray("invalid address")),
    "moved to a script": Event(leads_to("javascript:hum()"), astray("invalid address")),
    "moved to a user": Event(leads_to("https://me:you@new.example/"), astray("invalid address")),
    "moved to metadata": Event(leads_to("https://169.254.169.254/"), astray("invalid address")),
    "moved to IPv6": Event(leads_to("https://[::1]/"), astray("invalid address")),
    "moved to a decimal": Event(leads_to("https://2130706433/"), astray("invalid address")),
    "moved to an octal": Event(leads_to("https://0177.0.0.1/"), astray("invalid address")),
    "moved to localhost": Event(leads_to("https://localhost/"), astray("invalid address")),
    "moved to an inner name": Event(
        both(resolve("10.0.0.7", host="inner.example"), leads_to("https://inner.example/")),
        astray("private address"),
    ),
    "moved to no host": Event(
        both(resolve(to=NO_HOST, host="new.example"), leads_to(NEW)),
        doubt("redirects to a host that does not exist"),
    ),
    "moved to a busy host": Event(
        both(robots(Reply(status=503), "new.example"), leads_to(NEW)),
        Observation(Kind.UNCLEAR, "redirects to a host that cannot be asked now"),
    ),
    "private address": Event(resolve("192.168.1.1"), blocked("private address")),
    "one private address": Event(resolve("93.184.215.14", "10.0.0.1"), blocked("private address")),
    "no address": Event(resolve(), blocked("private address")),
    "no answer about the name": Event(resolve(to=NO_ANSWER), doubt("name not resolved")),
    "certificate of another host": Event(leads_to(f"https://{IMPOSTOR}/"), doubt("invalid certificate")),
    "robots": Event(robots(robots_of("User-agent: *", "Disallow: /heads/")), blocked("robots.txt")),
    "robots, by name": Event(
        robots(robots_of("User-agent: awesome-talking-face", "Disallow: /", "", "User-agent: *", "Allow: /")),
        blocked("robots.txt"),
    ),
    "robots elsewhere": Event(robots(robots_of("User-agent: *", "Disallow: /feet/")), ALIVE),
    "robots of others": Event(robots(robots_of("User-agent: hum-bot", "Disallow: /")), ALIVE),
    "robots forbidden": Event(robots(Reply(status=403)), ALIVE),
    "robots busy": Event(robots(Reply(status=503)), None),
    "robots limited": Event(robots(Reply(status=429)), None),
    "robots of HTML": Event(robots(OK), ALIVE),
    "robots of noise": Event(robots(Reply(bytes(range(256)) * 99)), ALIVE),
    "robots to private": Event(robots(redirect("https://10.0.0.1/robots.txt")), ALIVE),
    "robots in a loop": Event(robots(redirect("/robots.txt")), ALIVE),
    "robots of the new host": Event(
        both(robots(robots_of("User-agent: *", "Disallow: /"), "new.example"), leads_to(NEW)),
        blocked("robots.txt"),
    ),
    "silence": Event(page(Reply(pause=2)), doubt("timeout"), {"timeout": 0.2}),
    "slow": Event(
        page(Reply(raw=b"HTTP/1.1 200 OK\r\n" * 9, drip=0.05)), doubt("timeout"), {"deadline": 0.4}
    ),
    "cut off": Event(page(Reply(raw=b"HTTP/1.1 2")), doubt("no reply")),
    "nothing": Event(page(Reply(raw=b"")), doubt("no reply")),
    "garbage": Event(page(Reply(raw=b"\x00\xff\r\n\r\n" * 9)), doubt("no reply")),
    "another protocol": Event(page(Reply(raw=b"SSH-2.0-hum\r\n")), doubt("no reply")),
    "status of letters": Event(page(Reply(raw=b"HTTP/1.1 abc OK\r\n\r\n")), doubt("no reply")),
    "a header without end": Event(
        page(Reply(raw=b"HTTP/1.1 200 OK\r\nHum: " + b"m" * 99_999 + b"\r\n\r\n")), doubt("no reply")
    ),
    "headers without end": Event(
        page(Reply(raw=b"HTTP/1.1 200 OK\r\n" + b"Hum: m\r\n" * 9_999)), doubt("no reply")
    ),
    "header of garbage": Event(page(Reply(raw=b"HTTP/1.1 200 OK\r\n\x00\xffhum\r\nA: \x80\r\n\r\n")), ALIVE),
    "another charset": Event(page(Reply("hum", type="text/html; charset=utf-99")), ALIVE),
    "a wrong length": Event(page(Reply("hum", headers={"Content-Length": "-7"})), ALIVE),
    "another encoding": Event(page(Reply(BOMB, headers={"Content-Encoding": "hum"})), ALIVE),
    "a bomb": Event(
        page(only_get(Reply(BOMB, headers={"Content-Encoding": "gzip"}), Reply(status=405))), ALIVE
    ),
    "a huge page": Event(page(only_get(Reply(b"hum" * 10_000_000), Reply(status=405))), ALIVE),
}
