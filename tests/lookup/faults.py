"""Faults of one service: its replies in order, and their consequences."""

from __future__ import annotations

import gzip
from email.utils import formatdate

from tests.lookup.services import Reply, read_case

GOOD = read_case("published")


def redirect(to: str) -> Reply:
    return Reply(status=302, headers={"Location": to})


FAULTS: dict[str, tuple[list[Reply], int, str]] = {
    "429 with seconds": ([Reply(status=429, headers={"Retry-After": "7"}), Reply(GOOD["crossref"])], 2, ""),
    "429 with a date": (
        [Reply(status=429, headers={"Retry-After": formatdate(1007, usegmt=True)}), Reply(GOOD["crossref"])],
        2,
        "",
    ),
    "429 with a date long ago": (
        [Reply(status=429, headers={"Retry-After": formatdate(1, usegmt=True)}), Reply(GOOD["crossref"])],
        2,
        "",
    ),
    "429 with nonsense": (
        [Reply(status=429, headers={"Retry-After": "after lunch"}), Reply(GOOD["crossref"])],
        2,
        "",
    ),
    "429 for a year": (
        [Reply(status=429, headers={"Retry-After": "31536000"})],
        1,
        "Crossref returned an error (429) and asks to wait longer than 60 seconds.",
    ),
    "429 forever": (
        [Reply(status=429, headers={"Retry-After": "9" * 400})],
        1,
        "Crossref returned an error (429) and asks to wait longer than 60 seconds.",
    ),
    "500, 502, 503, then good": (
        [*(Reply(status=status) for status in (500, 502, 503)), Reply(GOOD["crossref"])],
        4,
        "",
    ),
    "always 503": ([Reply(status=503)], 4, "Crossref returned an error (503)."),
    "forbidden": ([Reply("go away", 403)], 1, "Crossref refused the request (403)."),
    "hangs up": ([Reply(raw=b"")], 4, "Crossref could not be reached."),
    "hangs up halfway": (
        [Reply(GOOD["crossref"][:300], headers={"Content-Length": "5000"})],
        4,
        "Crossref could not be reached.",
    ),
    "not HTTP": ([Reply(raw=b"SSH-2.0-OpenSSH_9.9\r\n\r\n")], 4, "Crossref could not be reached."),
    "HTML": (
        [Reply("<!doctype html><h1>Welcome</h1>", type="text/html")],
        1,
        "Crossref returned 'text/html', not data.",
    ),
    "HTML with the content type of JSON": (
        [Reply("<!doctype html><h1>Welcome</h1>")],
        1,
        "Crossref sent invalid JSON.",
    ),
    "no content type": (
        [Reply(GOOD["crossref"], type="")],
        1,
        "Crossref returned no content type, not data.",
    ),
    "JSON cut off": ([Reply(GOOD["crossref"][:300])], 1, "Crossref sent invalid JSON."),
    "an empty reply": ([Reply("")], 1, "Crossref sent invalid JSON."),
    "a duplicate key": (
        [Reply('{"message": {"DOI": "10.5555/3474085.0000042", "DOI": "10.5555/evil"}}')],
        1,
        "Crossref sent invalid JSON.",
    ),
    "100,000 open lists": ([Reply("[" * 100_000)], 1, "Crossref sent invalid JSON."),
    "5,000 digits": (
        [Reply('{"message": %s}' % ("9" * 5000))],
        1,
        "Crossref sent invalid JSON.",
    ),
    "a list": ([Reply("[]")], 1, "Crossref sent a reply with unexpected structure."),
    "null": ([Reply("null")], 1, "Crossref sent a reply with unexpected structure."),
    "Latin-1 declared as UTF-8": (
        [Reply(GOOD["crossref"].encode("latin-1"))],
        1,
        "Crossref sent a reply that is not UTF-8.",
    ),
    "UTF-8 declared as Latin-1": ([Reply(GOOD["crossref"], type="application/json; charset=latin-1")], 1, ""),
    "UTF-16": (
        [Reply(GOOD["crossref"].encode("utf-16"))],
        1,
        "Crossref sent a reply that is not UTF-8.",
    ),
    "50 MB": ([Reply(b" " * 50_000_000)], 1, "Crossref sent more than 2,000,000 bytes."),
    "a gzip bomb": (
        [Reply(gzip.compress(b" " * 100_000_000, compresslevel=1), headers={"Content-Encoding": "gzip"})],
        1,
        "Crossref sent more than 2,000,000 bytes.",
    ),
    "valid gzip": (
        [Reply(gzip.compress(GOOD["crossref"].encode()), headers={"Content-Encoding": "gzip"})],
        1,
        "",
    ),
    "broken gzip": (
        [Reply(b"hum hum hum", headers={"Content-Encoding": "gzip"})],
        1,
        "Crossref sent a reply that cannot be decompressed.",
    ),
    "gzip cut off": (
        [Reply(gzip.compress(GOOD["crossref"].encode())[:200], headers={"Content-Encoding": "gzip"})],
        1,
        "Crossref sent a reply that cannot be decompressed.",
    ),
    "another encoding": (
        [Reply(b"", headers={"Content-Encoding": "br"})],
        1,
        "Crossref sent an unsupported encoding: 'br'.",
    ),
    "redirected once": ([redirect("/crossref/elsewhere"), Reply(GOOD["crossref"])], 2, ""),
    "a redirect loop": ([redirect("/crossref/again")], 4, "Crossref redirected more than 3 times."),
    "redirect to http": (
        [redirect("http://localhost/crossref")],
        1,
        "Crossref redirected to another site: 'http://localhost/crossref'.",
    ),
    "redirect to another host": (
        [redirect("https://evil.example/")],
        1,
        "Crossref redirected to another site: 'https://evil.example/'.",
    ),
    "redirect to a private address": (
        [redirect("https://169.254.169.254/latest/meta-data")],
        1,
        "Crossref redirected to another site: 'https://169.254.169.254/latest/meta-data'.",
    ),
    "redirect to another port": (
        [redirect("https://localhost:1/crossref")],
        1,
        "Crossref redirected to another site: 'https://localhost:1/crossref'.",
    ),
    "redirect to a file": (
        [redirect("file:///etc/passwd")],
        1,
        "Crossref redirected to another site: 'file:/etc/passwd'.",
    ),
    "redirect to an invalid URL": (
        [redirect("https://localhost:hum/")],
        1,
        "Crossref redirected to an invalid URL.",
    ),
    "redirect without a location": ([Reply(status=302)], 1, "Crossref refused the request (302)."),
    "another paper": (
        [Reply('{"message": {"DOI": "10.5555/evil", "title": ["Buy cabbages"]}}')],
        1,
        "Crossref returned a different paper ('10.5555/evil').",
    ),
}
"""Replies of Crossref, the number of requests, and the failure; blank if the lookup succeeds."""
SLOW: dict[str, tuple[Reply, dict[str, float], int, str]] = {
    "silence": (Reply(GOOD["crossref"], pause=0.5), {"timeout": 0.1}, 4, "timed out"),
    "a slow body": (
        Reply(GOOD["crossref"], drip=0.1),
        {"deadline": 0.6},
        1,
        "took longer than 0.6 seconds",
    ),
    "a slow head": (
        Reply(raw=b"HTTP/1.1 200 OK\r\nX-Hum: " + b"m" * 2000, drip=0.1),
        {"deadline": 0.6},
        1,
        "took longer than 0.6 seconds",
    ),
}
"""Slow reply of Crossref, options of the client, its number of attempts, and the error."""
