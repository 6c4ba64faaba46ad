"""Contributors are credited by name, never with an email address."""

from __future__ import annotations

from pathlib import Path

import pytest

from catalog.history.contributors import MAX_NAME_LENGTH, contributors
from catalog.html.renderer import Renderer
from catalog.views.views import Views
from tests.helpers import ROOT, make_catalog, make_checkout
from tests.repository import Repository


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return Repository(tmp_path / "checkout")


def commit(repository: Repository, name: str, email: str = "toy@toy.example", message: str = "Hum") -> None:
    author = {"GIT_AUTHOR_NAME": name, "GIT_AUTHOR_EMAIL": email}
    repository.git("commit", "--quiet", "--allow-empty", "-m", message, **author)


def credited(repository: Repository) -> tuple[str, ...]:
    """Return everyone except the author of the first commit of every toy repository."""
    first, *others = contributors(repository.root)
    assert first == "toy"
    return tuple(others)


def render_credits(root: Path) -> str:
    """Render the credits of a checkout."""
    (root / "docs").mkdir()
    (root / "docs/templates").symlink_to(ROOT / "docs/templates")
    renderer = Renderer(Views(make_catalog()), root / "docs/templates")
    return renderer.render_template("catalog/credits.html", "about/").html.strip()


def test_people_are_in_the_order_of_their_first_commits(repository: Repository) -> None:
    for name in ("Zoë Echo", "Ann Tenna", "Zoë Echo", "zoe echo"):
        commit(repository, name)
    assert credited(repository) == ("Zoë Echo", "Ann Tenna")


def test_co_authors_are_credited_too(repository: Repository) -> None:
    trailers = ("Co-authored-by: Polly Phony <p@toy.example>", "Co-Authored-By: Count Basey <c@toy.example>")
    commit(repository, "Ann Tenna", message="\n".join(["Hum", "", *trailers]))
    commit(repository, "Ann Tenna", message="Co-authored-by: Nobody In The Title <n@toy.example>\n\nHum")
    assert credited(repository) == ("Ann Tenna", "Polly Phony", "Count Basey")


def test_the_mailmap_joins_names(repository: Repository) -> None:
    (repository.root / ".mailmap").write_text("Ann Tenna <ann@toy.example>\n", "utf-8")
    commit(repository, "atenna99", "ann@toy.example")
    assert credited(repository) == ("Ann Tenna",)


@pytest.mark.parametrize(
    ("name", "email"),
    [
        ("dependabot[bot]", "49699333+dependabot[bot]@users.noreply.github.com"),
        ("github-actions[bot]", "toy@toy.example"),
        ("A Helpful Machine", "noreply@machine.example"),
        ("GitHub", "no-reply@github.com"),
    ],
)
def test_robots_are_left_out(repository: Repository, name: str, email: str) -> None:
    commit(repository, name, email)
    commit(repository, "Hum", message=f"Hum\n\nCo-authored-by: {name} <{email}>")
    assert credited(repository) == ("Hum",)


def test_people_with_a_private_email_address_are_not_robots(repository: Repository) -> None:
    commit(repository, "Botond Robson", "1234+botond@users.noreply.github.com")
    assert credited(repository) == ("Botond Robson",)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("polly@toy.example", None),
        ("Pol\u202ely\u200b  Phony", "Polly Phony"),
        ("la " * 40, ("la " * 40)[: MAX_NAME_LENGTH - 1] + "…"),
        ("{{ 7*7 }}", "{{ 7*7 }}"),
    ],
)
def test_names_are_cleaned(repository: Repository, name: str, expected: str | None) -> None:
    commit(repository, name)
    assert credited(repository) == ((expected,) if expected else ())


def test_names_are_escaped_on_the_page(repository: Repository) -> None:
    commit(repository, "Polly", message="Hum\n\nCo-authored-by: <b>Bold {{ 7*7 }} & Co <b@toy.example>")
    commit(repository, 'Quote" onclick="x')
    html = render_credits(repository.root)
    assert "Made by toy, Polly, Quote&#34; onclick=&#34;x, and" in html
    assert "<b>" not in html


def test_without_full_history_nobody_is_named(repository: Repository, tmp_path: Path) -> None:
    """A partial history would credit only some of them."""
    commit(repository, "Ann Tenna")
    shallow = tmp_path / "shallow"
    repository.git("clone", "--quiet", "--depth=1", f"file://{repository.root}", str(shallow))
    assert contributors(shallow) == ()
    bare = make_checkout(tmp_path / "no-git")
    assert contributors(bare) == ()
    assert render_credits(bare) == ""
