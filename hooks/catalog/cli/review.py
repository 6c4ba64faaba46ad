"""The command `catalog review`, for the checks of a pull request."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import click

from catalog.documents.problems import Problem, annotations_by_severity, format_count, has_errors, summarize
from catalog.review.gallery import render_gallery
from catalog.review.review import Review, review_checkout
from catalog.review.revisions import ComparisonError
from catalog.review.summary import ReviewLinks, render_summary
from catalog.utils.progress import progress

SITE_URL = re.compile(r"https?://[\w.:-]+/([\w.~-]+/)*", re.ASCII)
REPOSITORY_NAME = re.compile(r"[\w-]+/[\w.-]+", re.ASCII)
COMMIT_ID = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")

OptionCallback = Callable[[click.Context, click.Parameter, str], str]


def require_pattern(pattern: re.Pattern[str], what: str) -> OptionCallback:
    """A check of an option's value, which ends up in links; it may be blank."""

    def check(context: click.Context, parameter: click.Parameter, value: str) -> str:
        if value and not pattern.fullmatch(value):
            raise click.BadParameter(f"{value!r} is not {what}", context, parameter)
        return value

    return check


@click.command("review", short_help="Say what a change brings, for its reviewers.")
@click.option("--since", "ref", required=True, metavar="REF", help="What the change is compared with.")
@click.option(
    "--site",
    default="",
    callback=require_pattern(SITE_URL, "the address of a site, with a slash at its end"),
    help="The address of the published site, for links to rules, papers and the preview.",
)
@click.option(
    "--repository",
    default="",
    callback=require_pattern(REPOSITORY_NAME, "owner/name"),
    help="The repository on GitHub that holds the change, as owner/name.",
)
@click.option(
    "--sha", default="", callback=require_pattern(COMMIT_ID, "a commit"), help="The commit of the change."
)
@click.option("--first", is_flag=True, help="Welcome somebody who contributes for the first time.")
@click.option(
    "--summary",
    "summary_file",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Add the review to this file, as Markdown. Default: print it.",
)
@click.option(
    "--out",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    help="Write cards.html, the records as the site will show them, into this folder.",
)
@click.option(
    "--format",
    "style",
    type=click.Choice(["text", "github"]),
    default="text",
    help="How problems are printed: for people, or as annotations of a GitHub workflow.",
)
@click.pass_obj
def review_command(
    root: Path,
    ref: str,
    site: str,
    repository: str,
    sha: str,
    first: bool,
    summary_file: Path | None,
    folder: Path | None,
    style: str,
) -> None:
    """Say what a change brings: its problems, its records, what of them differs, and what they are near to.

    Exits with 1 if an error counts against the change: one in a file that it touches, or one that was
    not there before. Older errors in other files are told in one line.

    Example: catalog review --since main --out review
    """
    found = load_review(root, ref)
    told = render_summary(found, ReviewLinks(site, repository, sha), first)
    if summary_file:
        with summary_file.open("a", encoding="utf-8") as file:
            file.write(told)
    if folder:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "cards.html").write_text(render_gallery(found, root / "docs", site), encoding="utf-8")
    for line in annotation_lines(found.problems) if style == "github" else map(str, found.problems):
        click.echo(line)
    if not summary_file and style == "text":
        click.echo(told)
    exit_with_verdict(found)


def load_review(root: Path, ref: str) -> Review:
    """The review of a checkout; with the reason for people, if there can be none."""
    try:
        with progress("Reading the catalog") as counted:
            return review_checkout(root, ref, counted)
    except ComparisonError as reason:
        raise click.UsageError(str(reason)) from None


def annotation_lines(problems: Sequence[Problem]) -> Iterator[str]:
    """The problems as annotations, and how many more there are."""
    for severity, shown, rest in annotations_by_severity(problems):
        yield from shown
        if rest:
            yield f"+{format_count(len(rest), severity.value)} more in the summary"


def exit_with_verdict(found: Review) -> None:
    """The last lines, and the exit code."""
    if found.older_summary:
        click.echo(found.older_summary, err=True)
    click.echo(f"Since {found.base_commit[:12]}: {summarize(found.problems)}", err=True)
    sys.exit(has_errors(found.problems))
