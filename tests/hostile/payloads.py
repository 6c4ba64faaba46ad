"""What a hostile contributor might write into a record, and how to write it into every field."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel

RUN = "window.__pwned=1"
TEXTS = (
    # templates: evaluated, the first is 7006652 and the second PWN42
    "{{ 1234*5678 }}",
    "{{ cycler.__init__.__globals__.os.popen('echo PWN$((6*7))').read() }}",
    "{% raw %}{% endraw %}{{ 1234*5678 }}",
    "{# a comment that does not end",
    # elements
    f"<script>{RUN}</script>",
    f"<img src=x onerror={RUN}>",
    f"'><svg onload={RUN}>",
    f'"><svg/onload={RUN} x="',
    f"</title><script>{RUN}</script>",
    f"</script><script>{RUN}</script>",
    f"&lt;script&gt;{RUN}&lt;/script&gt;",
    f"&#60;img src=x onerror={RUN}&#62;",
    "<!-- a comment that does not end",
    "<![CDATA[ <b>",
    "<textarea>",
    "<plaintext>",
    '<div id="catalog-fragment-0"></div>',  # our own place-holder for HTML
    "<style>*{display:none}</style>",
    "<base href=//evil.example>",
    "<base href=https://evil.example/><a href=x>x</a>",
    '<meta http-equiv=refresh content="0;url=https://evil.example/">',
    '<iframe srcdoc="<script>parent.__pwned=1</script>"></iframe>',
    "<link rel=stylesheet href=https://evil.example/x.css>",
    "</h1></article></main></body></html>",
    # attributes
    f'" onmouseover="{RUN}" x="',
    f"' onfocus='{RUN}' autofocus x='",
    # Markdown
    f"{{: onclick={RUN} }}",
    f"# h {{: onmouseover={RUN} }}",
    f"[x](javascript:{RUN})",
    f"![x](x){{ onerror={RUN} }}<i>",
    '--8<-- "mkdocs.yml"',
    # characters
    "\u202egnp.exe",
    "bell\u0007 and escape\u001b[31m",
    "zero\u200bwidth",
)
"""None of these is plain text: the checks refuse each of them in every field."""
PLAIN = (
    "]]>",
    "`code` **bold** _em_ ~~gone~~",
    "# h",
    "| a | b |",
    "$('#x') ${x} %s %(x)s \\1",
    "A < B > C & D",
    f'" autofocus onfocus="{RUN}',
    f"https://ok.example/'onmouseover='{RUN}",  # a sound address, apart from what it says
)
"""These are plain text, though some program might take them for more."""
URLS = (
    f"javascript:{RUN}",
    f"java\nscript:{RUN}",
    f"\u0001javascript:{RUN}",
    f"javascript&colon;{RUN}",
    f"JaVaScRiPt:{RUN}//https://ok.example/",
    f"data:text/html,<script>{RUN}</script>",
    "data:text/html;base64,PHNjcmlwdD4=",
    f"vbscript:{RUN}",
    "//evil.example/x",
    "https:evil.example",
    "\\\\evil.example\\x",
    "https://user:pass@evil.example/",
    f'https://ok.example/" onmouseover="{RUN}',
    "https://ok.example/<script>",
    "https://ok.example/{{ 1234*5678 }}",
    "file:///etc/passwd",
)
"""Addresses that must not become links."""
ALL = TEXTS + PLAIN + URLS

IDS = frozenset(("id", "file", "venue", "categories", "tags", "source", "sources", "parent", "proceedings"))
IDS |= {"paper", "papers", "former", "replaces"}
"""Fields that name a record: they stay well-formed, for a page to be built at all."""


def hostile(record: BaseModel, text: str) -> dict[str, Any]:
    """The free-text fields of a record, each with the text; fields of fixed shape are left out.

    Found by what the fields hold, not by name: a new field is attacked without a change here.
    """
    return dict(_attacks(type(record), text))


def _attacks(model: type[BaseModel], text: str) -> Iterator[tuple[str, Any]]:
    for name, field in model.model_fields.items():
        shape = str(field.annotation)
        inner = [field.annotation, *getattr(field.annotation, "__args__", ())]
        models = [one for one in inner if isinstance(one, type) and issubclass(one, BaseModel)]
        if name in IDS and not (name == "source" and model.__name__ == "Fact"):
            continue
        if models:
            inside = models[0].model_validate(MINIMAL.get(models[0].__name__, {}))
            attacked = inside.model_copy(update=hostile(inside, text))
            yield name, (attacked,) if "tuple" in shape else attacked
        elif name in ("authors", "spellings"):  # a name has letters, for its address
            yield name, (f"{text} Eve", f"{text} Mallory")
        elif "Literal" in shape or "date" in shape or "int" in shape or "bool" in shape:
            if "dict" in shape:
                yield name, {text: 7, f"{text}2": 8}
        elif "dict" in shape:
            yield name, {text: 7.5}
        elif "tuple" in shape:
            yield name, (text, f"{text}/2")
        elif "str" in shape:
            yield name, text


MINIMAL = {
    "Claim": {"source": "napkin"},
    "Fact": {"states": "x", "source": "https://toys.example/"},
}
"""The least that an inner record asks for."""
