"""What a page may do: the policy in its head, and the check that nothing in the page asks for more.

A page may load what the site has, and run its scripts; nothing else, not even a style written into it. The
theme writes a few scripts into every page: the policy names these by their hashes. The hashes are taken from
the theme's own templates, rendered by themselves for the same address (docs/templates/main.html), never from
a page: what a record smuggled into one would be allowed along with the rest.
Source of the format: https://www.w3.org/TR/CSP3/
"""

from __future__ import annotations

import json
import re
from base64 import b64encode
from collections.abc import Iterable, Iterator
from functools import cache
from hashlib import sha256
from urllib.parse import urlsplit

NOTHING = "default-src 'none'; base-uri 'none'; form-action 'none'"
"""The policy of pages that only lead elsewhere."""

POLICY = re.compile(
    r'<head>\s*(?:<meta charset="utf-8">\s*)?<meta http-equiv="Content-Security-Policy" content="([^"]*)">'
)
UNSEALED = re.compile(rf"""({POLICY.pattern})\s*<meta name="unsealed" content='([^']*)'>""")
"""The head of a page that an engine has made which knows no hashes: what its policy is to be made of."""
SCRIPT = re.compile(r"<script\b([^>]*)>(.*?)</script", re.DOTALL | re.IGNORECASE)
DATA = re.compile(r'( id="\w+")? type="application/(ld\+)?json"')
"""The attributes of a script that no browser runs."""
STRUCTURED = re.compile(rb'<script type="application/ld\+json">[^<]*</script>')
"""A whole one, as a page's head has it."""
HANDLER = re.compile(rb"on(?<![a-z-]on)[a-z]{3,}\s*=")
STYLE = re.compile(rb"style(?<![a-z-]style)\s*=")
"""Attributes that run or draw something. Two patterns for bytes, with letters first: ten times as fast."""
TAG = re.compile(r"""<[a-z](?:[^>"']|"[^"]*"|'[^']*')*>""", re.IGNORECASE)
VALUE = re.compile(r"""=\s*("[^"]*"|'[^']*')""")


def policy(scripts: str, connect: Iterable[str] = (), send: str = "", *, served: bool = False) -> str:
    """The policy of a page.

    Args:
        scripts: The scripts that the theme writes into it, in their elements.
        connect: Hosts it may ask, besides its own.
        send: An address that its forms may lead to, besides the site's own.
        served: Whether `mkdocs serve` shows it. That writes a script of its own into each page, another one
            each time, so that there all scripts in the page may run: it shows but this machine's own files.
    """
    inline = ["'unsafe-inline'"] if served else [digest(text) for _, text in SCRIPT.findall(scripts)]
    host = urlsplit(send)
    directives = {
        "default-src": ["'none'"],
        "script-src": ["'self'", *inline],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'", *connect],
        "worker-src": ["'none'"],
        "manifest-src": ["'self'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'", *([f"{host.scheme}://{host.netloc}"] if send else [])],
        "object-src": ["'none'"],
        "require-trusted-types-for": ["'script'"],
        "trusted-types": ["'none'"],  # nobody makes text into HTML: neither we nor the theme ask to
    }
    return "; ".join(" ".join([name, *sources]) for name, sources in directives.items())


def sealed(html: str) -> str:
    """A page with its policy, if it only says what that is to be made of."""
    found = UNSEALED.search(html)
    if not found:
        return html
    asked = json.loads(found[3])
    made = found[1].replace(found[2], policy(asked["scripts"], asked["connect"], asked["send"]))
    return f"{html[: found.start()]}{made}{html[found.end() :]}"


@cache
def digest(script: str) -> str:
    """How a policy names a script."""
    return f"'sha256-{b64encode(sha256(script.encode()).digest()).decode()}'"


def breaches(html: str) -> Iterator[str]:
    """What stands in a page that its policy does not allow: scripts, handlers and styles."""
    found = POLICY.search(html)
    if not found:
        yield "no policy at the beginning of its head"
        return
    if "'unsafe-" in found[1]:
        yield f"an open policy: {found[1]}"
    for attributes, text in SCRIPT.findall(html):
        # One with an address is empty: whose scripts those may be, the policy says.
        if text.strip() and digest(text) not in found[1] and not DATA.fullmatch(attributes):
            yield f"a script that is not the theme's: {text.strip()[:80]}"
    if suspect(html.encode().lower()):
        for tag in TAG.findall(SCRIPT.sub("", html)):
            if suspect(VALUE.sub("= ", tag).encode().lower()):
                yield f"a handler or a style: {tag[:80]}"


def harmless(html: str) -> bool:
    """Whether a piece of a page certainly holds nothing that a policy could forbid. Tells much faster."""
    lower = html.encode().lower()
    scripts = lower.count(b"<script") if b"<script" in lower else 0  # `in` takes a tenth of the time
    return not suspect(lower) and (not scripts or scripts == len(STRUCTURED.findall(lower)))


def suspect(lower: bytes) -> bool:
    """Whether anything in HTML, in lower case, looks like a handler or a style."""
    return bool(HANDLER.search(lower) or (b"style" in lower and STYLE.search(lower)))
