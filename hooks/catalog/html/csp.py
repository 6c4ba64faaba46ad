"""The content security policy of each page, and a check that the page does not violate it.

A page may load the site's own files and run its scripts; nothing else, not even inline styles. Every page has
one inline script, which sets the color scheme and is allowed by its hash. The hash is that of the script in
docs/templates/main.html, never of one in a page: a script smuggled into a page would be allowed too.
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

EMPTY_POLICY = "default-src 'none'; base-uri 'none'; form-action 'none'"
"""The policy of redirects."""

POLICY_META = re.compile(
    r'<head>\s*(?:<meta charset="utf-8">\s*)?<meta http-equiv="Content-Security-Policy" content="([^"]*)">'
)
UNSEALED_HEAD = re.compile(rf"""({POLICY_META.pattern})\s*<meta name="unsealed" content='([^']*)'>""")
"""Start of a page from an engine that cannot compute hashes; it holds the input for the policy instead."""
SCRIPT = re.compile(r"<script\b([^>]*)>(.*?)</script", re.DOTALL | re.IGNORECASE)
DATA_SCRIPT = re.compile(r'( id="\w+")? type="application/(ld\+)?json"')
"""Attributes of a script that holds data, which browsers do not run."""
JSON_LD_SCRIPT = re.compile(rb'<script type="application/ld\+json">[^<]*</script>')
EVENT_HANDLER = re.compile(rb"on(?<![a-z-]on)[a-z]{3,}\s*=")
STYLE_ATTRIBUTE = re.compile(rb"style(?<![a-z-]style)\s*=")
"""Two patterns for bytes that start with letters are ten times as fast as one for text."""
TAG = re.compile(r"""<[a-z](?:[^>"']|"[^"]*"|'[^']*')*>""", re.IGNORECASE)
ATTRIBUTE_VALUE = re.compile(r"""=\s*("[^"]*"|'[^']*')""")


class PolicyError(Exception):
    """A page violates its content security policy."""


def build_policy(
    scripts: str,
    connect: Iterable[str] = (),
    form_target: str = "",
    *,
    has_frames: bool = False,
    served: bool = False,
) -> str:
    """Return the policy of a page.

    Args:
        scripts: HTML of the inline scripts.
        connect: Hosts that the page may send requests to, besides its own.
        form_target: URL that its forms may lead to, besides the site's own.
        has_frames: True if it may show other pages of the site in an iframe.
        served: True under `mkdocs serve`, which writes a different script into each page. Then all inline
            scripts are allowed, since it serves only files of this machine.
    """
    inline = ["'unsafe-inline'"] if served else [script_hash(text) for _, text in SCRIPT.findall(scripts)]
    target = urlsplit(form_target)
    directives = {
        "default-src": ["'none'"],
        "script-src": ["'self'", *inline],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'", *connect],
        **({"frame-src": ["'self'"]} if has_frames else {}),
        "worker-src": ["'none'"],
        "manifest-src": ["'self'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'", *([f"{target.scheme}://{target.netloc}"] if form_target else [])],
        "object-src": ["'none'"],
        "require-trusted-types-for": ["'script'"],
        "trusted-types": ["'none'"],  # no script parses HTML
    }
    return "; ".join(" ".join([name, *sources]) for name, sources in directives.items())


def with_policy(html: str) -> str:
    """Return an unsealed page with its policy; any other page unchanged."""
    head = UNSEALED_HEAD.search(html)
    if not head:
        return html
    meta, empty_policy, arguments = head[1], head[2], json.loads(head[3])
    policy = build_policy(
        arguments["scripts"], arguments["connect"], arguments["send"], has_frames=arguments["frames"]
    )
    return f"{html[: head.start()]}{meta.replace(empty_policy, policy)}{html[head.end() :]}"


@cache
def script_hash(script: str) -> str:
    """Return the hash by which a policy allows a script: `'sha256-...'`."""
    return f"'sha256-{b64encode(sha256(script.encode()).digest()).decode()}'"


def violations(html: str) -> Iterator[str]:
    """Describe each script, event handler and style in a page that its policy does not allow."""
    policy = POLICY_META.search(html)
    if not policy:
        yield "no content security policy at the start of <head>"
        return
    if "'unsafe-" in policy[1]:
        yield f"unsafe policy: {policy[1]}"
    for attributes, text in SCRIPT.findall(html):
        # A script with a `src` is empty; the policy limits its URL.
        if text.strip() and script_hash(text) not in policy[1] and not DATA_SCRIPT.fullmatch(attributes):
            yield f"inline script that is not ours: {text.strip()[:80]}"
    if may_violate(html.encode().lower()):
        for tag in TAG.findall(SCRIPT.sub("", html)):
            if may_violate(ATTRIBUTE_VALUE.sub("= ", tag).encode().lower()):
                yield f"event handler or inline style: {tag[:80]}"


def check_policy(path: str, html: str) -> None:
    """Check the HTML of the file at `path`.

    Raises:
        PolicyError: if the page violates its policy.
    """
    if problems := list(violations(html)):
        raise PolicyError("\n".join(f"{path}: {violation}" for violation in problems))


def is_inert(html: str) -> bool:
    """Return True if HTML certainly contains nothing that a policy can forbid; faster than `violations`."""
    lower = html.encode().lower()
    scripts = lower.count(b"<script") if b"<script" in lower else 0  # `in` takes a tenth of the time
    return not may_violate(lower) and (not scripts or scripts == len(JSON_LD_SCRIPT.findall(lower)))


def may_violate(lower: bytes) -> bool:
    """Return True if lowercase HTML contains anything like an event handler or a style."""
    return bool(EVENT_HANDLER.search(lower) or (b"style" in lower and STYLE_ATTRIBUTE.search(lower)))
