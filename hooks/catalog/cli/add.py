"""The command `catalog add`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from catalog.checks import check_catalog
from catalog.contributing.proposal import ContributorHints, Proposal, find_existing_paper, propose
from catalog.contributing.template import render_template
from catalog.lookup import Answer, Client, look_up
from catalog.lookup.link import InvalidLinkError, parse_link
from catalog.utils.progress import progress
from catalog.utils.text import escape_unprintable

DEFAULT_CONTACT = "https://github.com/awesome-talking-face/awesome-talking-face"
"""Where services find who asks them."""


@click.command("add", short_help="Add a paper by its link.")
@click.option("--title", default="", help="The title, where the link does not tell it.")
@click.option("--venue", default="", help="Venue and year, such as 'CVPR 2024'.")
@click.option(
    "--category", default="", help="Where it is filed: an id of data/categories.yml. Default: a guess."
)
@click.option("--tag", "tags", multiple=True, help="An id of data/tags.yml; may stand several times.")
@click.option("--code", default="", help="The address of its code.")
@click.option("--offline", is_flag=True, help="Ask nobody; use what the link tells.")
@click.option("--dry-run", is_flag=True, help="Show the record; write nothing.")
@click.option("--contact", default=DEFAULT_CONTACT, show_default=True, help="Whom services can write to.")
@click.argument("link")
@click.pass_obj
def add_command(
    root: Path,
    title: str,
    venue: str,
    category: str,
    tags: tuple[str, ...],
    code: str,
    offline: bool,
    dry_run: bool,
    contact: str,
    link: str,
) -> None:
    """Add the paper behind LINK: an address, an arXiv id or a DOI.

    Asks arXiv, Crossref, DBLP and OpenAlex what they know, writes the record, and says what is certain and
    what is not. With --offline and no title, it prints a template to fill in. Exits with 1 if no record was
    made, because the paper is here already or something is missing.

    Example: catalog add https://arxiv.org/abs/2008.10010 --category 2d-person-independent
    """
    try:
        said = parse_link(link)
    except InvalidLinkError as error:
        raise click.BadParameter(f"{error}. {error.hint}", param_hint="LINK") from None
    with progress("Reading the catalog") as counted:
        catalog, _ = check_catalog(root, counted)
    if known := find_existing_paper(catalog, said):
        _print_outcome(Proposal(existing_paper=known))
        sys.exit(1)
    if offline:
        answer = Answer()
    else:
        click.echo("Asking arXiv, Crossref, DBLP and OpenAlex ...", err=True)
        with Client(contact, root / ".cache/lookup") as client:
            answer = look_up(client, said, catalog.venue_spellings)
    given = ContributorHints(title, venue, category, tags, code)
    if offline and not (title or said.title):
        click.echo("Fill in what is empty, and save this as data/papers/<year>/<id>.yml.", err=True)
        click.echo(render_template(catalog, said, given), nl=False)
        return
    found = propose(catalog, said, answer, given)
    _print_outcome(found)
    if found.draft is None:
        sys.exit(1)
    if dry_run:
        click.echo(found.text, nl=False)
        return
    path = root / found.draft.file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(found.text.encode())
    click.echo(f"Written: {found.draft.file}")


def _print_outcome(found: Proposal) -> None:
    """Say what became of the link."""
    for heading, sentences in (
        ("certain", found.confirmations),
        ("look at", found.doubts),
        ("not asked", found.failures),
    ):
        for sentence in sentences:
            click.echo(escape_unprintable(f"{heading}: {sentence}"), err=True)
    for problem in found.problems:
        click.echo(str(problem), err=True)
    if found.existing_paper:
        click.echo(f"Already here: {found.existing_paper.file}. Mend it there.", err=True)
    if found.rejection:
        click.echo(escape_unprintable(f"No record was made: {found.rejection}."), err=True)
