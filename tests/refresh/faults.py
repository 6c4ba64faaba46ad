"""Faults of a service, each with the replies that it makes of good ones, and its consequences."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from email.utils import formatdate
from types import MappingProxyType
from typing import Any, NamedTuple

from tests.lookup.services import AnyReply, Reply

Answer = Callable[[str], Reply]
"""Returns the good reply for the path of a request."""


class Fault(NamedTuple):
    """A fault."""

    replies: Callable[[Answer], list[AnyReply]]
    """Replies in order, given the good ones; the last one repeats."""
    sentence: str = ""
    """Part of the message; blank if the run recovers."""
    options: Mapping[str, Any] = MappingProxyType({})
    """Options of the client."""


def always(change: Callable[[Reply], Reply]) -> Callable[[Answer], list[AnyReply]]:
    """Change every good reply."""
    return lambda good: [lambda path: change(good(path))]


def once(*replies: Reply) -> Callable[[Answer], list[AnyReply]]:
    """Send some replies before the good ones."""
    return lambda good: [*replies, good]


def only(reply: Reply) -> Callable[[Answer], list[AnyReply]]:
    """Send one reply for ever."""
    return lambda _: [reply]


def text_of(reply: Reply) -> str:
    return reply.body.decode() if isinstance(reply.body, bytes) else reply.body


def edit(old: str, new: str) -> Callable[[Answer], list[AnyReply]]:
    """Replace a passage of every good reply; replies without a record stay."""
    return always(lambda reply: replace(reply, body=text_of(reply).replace(old, new)))


def redirect(to: str) -> Callable[[Answer], list[AnyReply]]:
    return only(Reply(status=302, headers={"Location": to}))


def refuse(seconds: str) -> Reply:
    return Reply(status=429, headers={"Retry-After": seconds})


HTML = Reply("<!doctype html><h1>Down for maintenance</h1>", type="text/html")
FAULTS = {
    "429 with Retry-After": Fault(once(refuse("7"))),
    "429 with a date": Fault(once(refuse(formatdate(1007, usegmt=True))), options={"now": lambda: 1000.0}),
    "429 for a day": Fault(only(refuse("86400")), "asks to wait longer than 60 seconds"),
    "500 once": Fault(once(Reply(status=500))),
    "503 for ever": Fault(only(Reply(status=503)), "returned an error (503)"),
    "forbidden": Fault(only(Reply(status=403)), "refused the request (403)"),
    "silence": Fault(always(lambda reply: replace(reply, pause=0.4)), "timed out", {"timeout": 0.1}),
    "slow": Fault(
        always(lambda reply: replace(reply, drip=0.05)), "took longer than 0.5 sec", {"deadline": 0.5}
    ),
    "cut off": Fault(
        always(lambda reply: replace(reply, headers={"Content-Length": "99999"})), "could not be reached"
    ),
    "half a document": Fault(
        always(lambda reply: replace(reply, body=text_of(reply)[: len(text_of(reply)) // 2])), "sent invalid "
    ),
    "half a gzip": Fault(
        always(
            lambda reply: replace(
                reply, body=gzip.compress(text_of(reply).encode())[:99], headers={"Content-Encoding": "gzip"}
            )
        ),
        "cannot be decompressed",
    ),
    "HTML": Fault(only(HTML), "returned 'text/html', not data"),
    "HTML called data": Fault(always(lambda reply: replace(HTML, type=reply.type)), "sent invalid "),
    "no content type": Fault(always(lambda reply: replace(reply, type="")), "returned no content type"),
    "UTF-16": Fault(
        always(lambda reply: replace(reply, body=text_of(reply).encode("utf-16"))), "that is not UTF-8"
    ),
    "empty": Fault(always(lambda reply: replace(reply, body="")), "sent invalid "),
    "3 MB": Fault(
        always(lambda reply: replace(reply, body=text_of(reply) + " " * 3_000_000)),
        "sent more than 2,000,000",
    ),
    "a gzip bomb": Fault(
        always(
            lambda reply: replace(
                reply, body=gzip.compress(b" " * 30_000_000), headers={"Content-Encoding": "gzip"}
            )
        ),
        "sent more than 2,000,000",
    ),
    "redirect loop": Fault(
        lambda _: [lambda path: Reply(status=302, headers={"Location": path})], "redirected more than 3 times"
    ),
    "redirect to http": Fault(
        redirect("http://export.arxiv.org/"), "to another site: 'http://export.arxiv.org/'"
    ),
    "redirect to this machine": Fault(
        redirect("https://127.0.0.1/"), "to another site: 'https://127.0.0.1/'"
    ),
    "redirect to a metadata address": Fault(
        redirect("https://169.254.169.254/latest/"), "to another site: 'https://169.254.169.254/latest/'"
    ),
}
"""Faults that any service can have."""
NO_FEED = Reply('<feed xmlns="http://www.w3.org/2005/Atom"/>', type="application/atom+xml")


def split_entries(feed: str) -> list[str]:
    """Return the head, the entries and the foot of a feed."""
    head, *entries = feed.split("  <entry>")
    last, foot = entries[-1].split("</entry>\n", 1) if entries else ("", "</feed>\n")
    return [head, *(f"  <entry>{entry}" for entry in entries[:-1]), f"  <entry>{last}</entry>\n", foot]


def without_first(reply: Reply) -> Reply:
    parts = split_entries(text_of(reply))
    return replace(reply, body="".join((parts[0], *parts[2:])))


def with_first_twice(change: Callable[[str], str]) -> Callable[[Reply], Reply]:
    """Send the first entry once more, changed."""

    def repeat(reply: Reply) -> Reply:
        parts = split_entries(text_of(reply))
        return replace(reply, body="".join((*parts[:2], change(parts[1]), *parts[2:])))

    return repeat


ARXIV_FAULTS = {
    "another schema": Fault(edit('xmlns="http://www.w3.org/2005/Atom"', ""), "unexpected structure"),
    "no titles": Fault(edit("title>", "heading>"), "sent no readable title"),
    "blank titles": Fault(
        always(
            lambda reply: replace(
                reply, body=text_of(reply).replace("<title>", "<title/><was>").replace("</title>", "</was>")
            )
        ),
        "sent no readable title",
    ),
    "no entries": Fault(only(NO_FEED), "sent none of the requested papers"),
    "an entry missing once": Fault(lambda good: [lambda path: without_first(good(path)), good]),
    "an entry twice": Fault(always(with_first_twice(lambda entry: entry))),
    "two papers with one ID": Fault(
        always(with_first_twice(lambda entry: entry.replace("<title>", "<title>Never: "))),
        "sent two different papers for",
    ),
    "other papers": Fault(edit("arxiv.org/abs/2", "arxiv.org/abs/3"), "sent none of the requested papers"),
    "a document type": Fault(edit("<feed", "<!DOCTYPE feed [<!ENTITY a 'a'>]><feed"), "sent invalid XML"),
}
CROSSREF_FAULTS = {
    "another schema": Fault(edit('"message"', '"result"'), "unexpected structure"),
    "a list": Fault(always(lambda reply: replace(reply, body="[]")), "unexpected structure"),
    "no titles": Fault(edit('"title"', '"heading"'), "sent no readable title"),
    "a title of numbers": Fault(edit('"title": ["', '"title": [7, "'), "sent no readable title"),
    "another paper": Fault(edit('"DOI": "10.5555/', '"DOI": "10.5556/'), "returned a different paper"),
    "every DOI unknown": Fault(only(Reply("Resource not found.", 404, "text/plain")), "knows none of 2 DOIs"),
    "a key twice": Fault(edit('"message": ', '"message": 7, "message": '), "sent invalid JSON"),
    "digits without end": Fault(
        always(lambda reply: replace(reply, body=json.dumps({"message": 0})[:-2] + "9" * 5000 + "}")),
        "sent invalid JSON",
    ),
}
CASES = [
    *(("arxiv", name) for name in (*FAULTS, *ARXIV_FAULTS)),
    *(("crossref", name) for name in (*FAULTS, *CROSSREF_FAULTS)),
]


def find_fault(service: str, name: str) -> Fault:
    """Return a fault of a service."""
    return (FAULTS | (ARXIV_FAULTS if service == "arxiv" else CROSSREF_FAULTS))[name]
