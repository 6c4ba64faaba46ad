"""Templates: how they are written costs no bytes, and what they show keeps its lines."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from jinja2 import Environment
from markupsafe import Markup

from catalog.html.environment import make_environment
from tests.sites import BuiltSite

TEMPLATE = """\
<ul>
  {% for name in names %}

  <li>{{ name }}</li>
  {% endfor %}
</ul>
<pre>
  {{ code }}

  done
</pre>
"""


def test_indentation_and_blank_lines_are_dropped_except_in_pre(tmp_path: Path) -> None:
    (tmp_path / "list.html").write_text(TEMPLATE, "utf-8")
    template = make_environment(tmp_path, {}).get_template("list.html")
    assert template.render(names=["a\n  b"], code="if x:\n    y") == (
        "<ul>\n<li>a\n  b</li>\n</ul>\n<pre>\n  if x:\n    y\n\n  done\n</pre>"
    )


@pytest.mark.parametrize("character", list("&<>'\"a;\u2028é"))
def test_texts_are_escaped_as_jinja_does(tmp_path: Path, character: str) -> None:
    macro = "{% macro b(x) %}<b>{{ x }}</b>{% endmacro %}"
    source = macro + "{{ b(text) }}{{ html }}{{ 7 }}{% for x in [1] %}{{ b(x=text) }}{% endfor %}"
    (tmp_path / "page.html").write_text(source, "utf-8")
    values = {"text": f"a{character}", "html": Markup("<i>")}
    html = make_environment(tmp_path, {}).get_template("page.html").render(values)
    assert html == Environment(autoescape=True).from_string(source).render(values)


def test_no_line_of_a_paper_begins_with_blanks(site: BuiltSite) -> None:
    paths = sorted((site.output / "papers").glob("*/index.html"))
    assert paths
    for path in paths:
        html = re.sub("<pre.*?</pre>", "", path.read_text("utf-8"), flags=re.DOTALL)
        assert not re.search(r"(?m)^[ \t]+", html), path
