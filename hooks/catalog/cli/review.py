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
from catalog.utils.files import write_text
from catalog.utils.progress import progress

SITE_URL = re.compile(r"https?://[\w.:-]+/([\w.~-]+/)*", re.ASCII)
REPOSITORY_NAME = re.compile(r"[\w-]+/[\w.-]+", re.ASCII)
COMMIT_HASH = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")

OptionCallback = Callable[[click.Context, click.Parameter, str], str]


def require_pattern(pattern: re.Pattern[str], expectation: str) -> OptionCallback:
    """Return a callback that accepts blank values and those that match; they become part of links."""

    def check_value(context: click.Context, parameter: click.Parameter, value: str) -> str:
        if value and not pattern.fullmatch(value):
            raise click.BadParameter(f"{value!r} is not {expectation}", context, parameter)
        return value

    return check_value


@click.command("review", short_help="Summarize a change for its reviewers.")
@click.option("--since", "ref", required=True, metavar="REF", help="Commit or branch to compare with.")
@click.option(
    "--site",
    default="",
    callback=require_pattern(SITE_URL, "the URL of a site, with a final slash"),
    help="URL of the published site, for links to rules, papers, and the preview.",
)
@click.option(
    "--repository",
    default="",
    callback=require_pattern(REPOSITORY_NAME, "owner/name"),
    help="GitHub repository that contains the change, as owner/name.",
)
@click.option(
    "--sha", default="", callback=require_pattern(COMMIT_HASH, "a commit hash"), help="Commit of the change."
)
@click.option(
    "--description",
    envvar="DESCRIPTION",
    default="",
    help="Description of the pull request, which may give reasons. Default: the variable DESCRIPTION.",
)
@click.option("--first", is_flag=True, help="Welcome a first-time contributor.")
@click.option(
    "--summary",
    "summary_file",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Append the review to this Markdown file. Default: print it.",
)
@click.option(
    "--out",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    help="Write cards.html, which shows the records as they look on the site, to this folder.",
)
@click.option(
    "--format",
    "style",
    type=click.Choice(["text", "github"]),
    default="text",
    help="Format of problems: text, or GitHub workflow annotations.",
)
@click.pass_obj
def review_command(
    root: Path,
    ref: str,
    site: str,
    repository: str,
    sha: str,
    description: str,
    first: bool,
    summary_file: Path | None,
    folder: Path | None,
    style: str,
) -> None:
    """Summarize a change: its problems, new and changed records, and papers that are similar to new ones.

    Exits with status 1 if an error counts against the change: one in a file that it touches, or one that was
    not there before. Older errors in other files are only counted.

    Example: catalog review --since main --out review
    """
    review = load_review(root, ref, description)
    summary = render_summary(review, ReviewLinks(site, repository, sha), first)
    if summary_file:
        with summary_file.open("a", encoding="utf-8") as file:
            file.write(summary)
    if folder:
        write_text(folder / "cards.html", render_gallery(review, root / "docs", site))
    for line in annotation_lines(review.problems) if style == "github" else map(str, review.problems):
        click.echo(line)
    if not summary_file and style == "text":
        click.echo(summary)
    exit_with_verdict(review)


def load_review(root: Path, ref: str, description: str = "") -> Review:
    """Review a checkout, showing progress.

    Raises:
        click.UsageError: There is nothing to compare with.
    """
    try:
        with progress("Reading the catalog") as show_progress:
            return review_checkout(root, ref, show_progress, description)
    except ComparisonError as error:
        raise click.UsageError(str(error)) from None


def annotation_lines(problems: Sequence[Problem]) -> Iterator[str]:
    """Yield as many annotations as GitHub shows, and how many more there are."""
    for severity, visible, rest in annotations_by_severity(problems):
        yield from visible
        if rest:
            yield f"+{format_count(len(rest), severity.value)} more in the summary"


def exit_with_verdict(review: Review) -> None:
    """Print the counts, and exit with 1 if an error counts against the change."""
    if review.older_summary:
        click.echo(review.older_summary, err=True)
    click.echo(f"Since {review.base_commit[:12]}: {summarize(review.problems)}", err=True)
    sys.exit(has_errors(review.problems))
