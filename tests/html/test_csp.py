"""Every page has a policy that allows only the theme's inline scripts, and does not violate it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from catalog.html.csp import EMPTY_POLICY, build_policy, is_inert, script_hash, violations
from tests.policies import parse_policy
from tests.sites import ENGINE_COMMAND, FORK, TOY, BuiltSite, build_environment, checkout, run_command

THEME = "<script>theme()</script>"
PAGE = f'<head>\n<meta http-equiv="Content-Security-Policy" content="{build_policy(THEME)}">{THEME}</head>'
ALLOWED = [
    "",
    "<p>A script: on each=1 &lt;script&gt;, style=fine</p>",
    '<a title="1 > 0 onclick=go style=x">x</a>',
    "<a title='onclick=go'>x</a>",
    '<script src="x.js"></script><script type="module" src="x.js"></script>',
    '<script type="application/ld+json">{"x": 1}</script>',
    '<script id="__config" type="application/json">{"x": 1}</script>',
    "<b data-on=1 data-online=1 my-style=x>x</b>",
]
REFUSED = [
    "<script>go()</script>",
    "<SCRIPT >go()</SCRIPT >",
    '<script type="module">import "x"</script>',
    '<script type="importmap">{"imports": {}}</script>',
    '<script type="application/json" type="module" >go()</script>',
    '<script data-x="src=x">go()</script>',
    "<script> theme()</script>",
    "<b onclick=go()>x</b>",
    '<b title="1 > 0" ONCLICK = "go()">x</b>',
    "<svg/onload=go()>",
    "<b title='x'onclick='go()'>x</b>",
    '<b style="color: red">x</b>',
    "<b\nstyle=x>x</b>",
]


@pytest.mark.parametrize("html", ALLOWED)
def test_what_the_policy_allows_is_no_violation(html: str) -> None:
    assert list(violations(PAGE + html)) == []


@pytest.mark.parametrize("html", REFUSED)
def test_what_the_policy_refuses_is_a_violation(html: str) -> None:
    assert len(list(violations(PAGE + html))) == 1


@pytest.mark.parametrize("html", REFUSED)
def test_what_the_policy_refuses_is_never_inert(html: str) -> None:
    assert not is_inert(f"<p>{html}</p>")
    assert is_inert("<p>Each on its own.</p>" + ALLOWED[5])


def test_a_page_without_a_strict_policy_at_its_beginning_is_a_violation() -> None:
    assert list(violations("<head><title>x</title></head>"))
    assert list(violations(PAGE.replace("<head>", "<head><script src=x></script>")))
    assert list(violations(PAGE.replace("'self'", "'unsafe-inline'", 1)))


def test_only_a_page_that_mkdocs_serves_may_run_what_is_written_into_it() -> None:
    assert "unsafe" not in build_policy(THEME, ["https://x.example"], "https://github.com/a/b")
    assert "script-src 'self' 'unsafe-inline';" in build_policy(THEME, served=True)
    assert script_hash("theme()") in build_policy(THEME)


def test_every_page_has_a_strict_policy_that_nothing_in_it_breaks(toy_site: BuiltSite) -> None:
    for href, page in toy_site.documents.items():
        name = href if href.endswith(".html") else f"{href}index.html"
        html = (toy_site.output / name).read_text("utf-8")
        assert list(violations(html)) == [], href
        policy = parse_policy(page)
        assert policy["default-src"] == policy["base-uri"] == ["'none'"]
        assert all(re.fullmatch(r"'self'|'sha256-.{44}'", source) for source in policy["script-src"]), href
        targets = ["https://github.com"] if href == "add/" else []
        assert policy["form-action"] == (["'self'", *targets] if href in toy_site.pages else ["'none'"])
        is_with_frames = href == "embed/"
        assert policy["frame-src"] == (["'self'"] if is_with_frames else [])


def test_only_the_depth_of_a_page_tells_its_policy_from_others(toy_site: BuiltSite) -> None:
    def scripts(href: str) -> tuple[int, ...]:
        return tuple(map(hash, parse_policy(toy_site.pages[href])["script-src"]))

    depths = {(href.count("/"), scripts(href)) for href in toy_site.pages if href != "404.html"}
    assert [depth for depth, _ in sorted(depths)] == [0, 1, 2]


def test_redirects_may_do_nothing(toy_site: BuiltSite) -> None:
    assert toy_site.redirects
    for href in toy_site.redirects:
        assert f'content="{EMPTY_POLICY}"' in (toy_site.output / href / "index.html").read_text("utf-8")


@pytest.mark.parametrize(
    ("file", "page"), [("about.md", "about/index.html"), ("templates/404.html", "404.html")]
)
@pytest.mark.every(2)
def test_a_script_that_is_not_the_themes_fails_the_build(tmp_path: Path, file: str, page: str) -> None:
    root = checkout(tmp_path, TOY)
    path = root / "docs" / file
    text = path.read_text("utf-8")
    evil = "<script>alert(1)</script>"
    path.write_text(
        text.replace("{% endblock %}", f"{evil}{{% endblock %}}") if "{%" in text else f"{text}\n{evil}\n"
    )
    process = run_command(root, [*ENGINE_COMMAND, "build", "--strict"], build_environment(**FORK))
    assert process.returncode != 0
    assert f"{page}: inline script that is not ours: alert(1)" in process.stdout
    assert "Traceback" not in process.stdout
