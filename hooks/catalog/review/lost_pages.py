"""Published pages and files that a change would remove, with the redirect or the reason to add instead."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from catalog.documents.problems import Location, Problem, Rule, Violation, quote
from catalog.facets.facet import Facet
from catalog.records.catalog import Catalog, given_first
from catalog.records.schema import Paper
from catalog.site.build import list_published_paths
from catalog.site.redirects import render_redirects
from catalog.views.removed import PAGED_FACETS, removed_key
from catalog.views.views import Views

GONE_FILE = "data/gone.yml"
FACET_FILE = "hooks/catalog/facets/facet.py"
LOST_PAGE = Rule(
    "lost-page",
    "A published page does not disappear: its URL leads to another page, or gone.yml states why it went.",
    message="{href} was published and would disappear{files}",
    removed="Add the reason to data/gone.yml: `{key}: ...`",
    moved="Add to data/gone.yml: `{key}: {reason: ..., to: {target}}`",
    exports=(
        "{href} became so short that its published exports would disappear",
        "Add {href} to KEPT_EXPORTS in {file}",
    ),
    author=(
        "{href} was published and would disappear{files}",
        "If {new_name} is the same person, add to data/people.yml: `{entry}`; "
        "if not, add the reason to data/gone.yml: `{key}: ...`",
    ),
    former=(
        "{href} was published and would disappear{files}",
        "If it is the same person, add `former: [{id}]` and `spellings: {spellings}` to {new_id} "
        "in data/people.yml; if not, add the reason to data/gone.yml: `{key}: ...`",
    ),
)
"""Needs an earlier version to compare with, so `catalog check` alone does not apply it."""


def find_lost_pages(old: Catalog, new: Catalog, skipped: Sequence[str] = ()) -> Iterator[Problem]:
    """Yield an error for each page of the earlier site that is neither there, nor a redirect, nor explained.

    Args:
        old: Earlier catalog, without invalid records.
        new: Catalog of the change, without invalid records.
        skipped: Hrefs of pages that another rule reports.
    """
    new_views = Views(new)
    old_paths, new_paths = set(list_published_paths(Views(old))), set(list_published_paths(new_views))
    redirects = {path.removesuffix("index.html") for path, _ in render_redirects(new_views)}
    files_by_page: dict[str, list[str]] = defaultdict(list)
    for path in sorted(old_paths - new_paths):
        files_by_page[find_page(path)].append(path)
    comparison = _Comparison(old, new)
    for href, paths in files_by_page.items():
        if href in new_paths and all(path.startswith(f"{href}papers.") for path in paths):
            yield LOST_PAGE.violation("exports", href=quote(href), file=FACET_FILE).at(Location(FACET_FILE))
        elif href not in redirects and href not in skipped:
            yield comparison.describe_loss(href, [path for path in paths if path != href])


def find_page(path: str) -> str:
    """Return the href of the page that a path belongs to: `tags/vae/` for `feeds/tags/vae.xml`."""
    for folder in ("feeds/", "api/v1/", "embed/"):
        if path.startswith(folder) and path.count("/") > folder.count("/"):
            return f"{path.removeprefix(folder).partition('.')[0].rstrip('/')}/"
    return path[: path.rindex("/") + 1] if "/" in path else path


@dataclass(frozen=True)
class _Comparison:
    """Two versions of the catalog, to find out where a page went."""

    old: Catalog
    new: Catalog

    @cached_property
    def successors(self) -> Mapping[str, Paper]:
        """Papers of the new version by their earlier ID."""
        return {old_id: paper for paper in self.new.papers for old_id in (*paper.replaces, paper.id)}

    def describe_loss(self, href: str, files: Sequence[str]) -> Problem:
        """Return the problem of a lost page: where it came from, and what to write."""
        folder, _, id = href.rstrip("/").partition("/")
        values = {"href": quote(href), "files": _describe_files(files), "key": removed_key(href)}
        if folder == "arxiv":
            return self._lost_arxiv_id(id, values)
        if facet := PAGED_FACETS.get(folder):
            return self._lost_list(facet, id, values)
        owner = next((paper for paper in self.old.papers if id in paper.replaces), None)
        successor = self.successors.get(owner.id) if owner and folder == "papers" else None
        target = f"papers/{successor.id}" if successor else ""
        return _violation(target, values).at(Location(GONE_FILE))

    def _lost_arxiv_id(self, id: str, values: Mapping[str, str]) -> Problem:
        owner = next((paper for paper in self.old.papers if paper.arxiv == id), None)
        successor = self.successors.get(owner.id) if owner else None
        target = f"papers/{successor.id}" if successor else ""
        location = self._locate(successor, "arxiv") if successor else Location(GONE_FILE)
        return _violation(target, values).at(location)

    def _lost_list(self, facet: Facet, id: str, values: Mapping[str, str]) -> Problem:
        """Describe a list whose papers are in another one now, or in none."""
        old_papers = [paper for paper in self.old.papers if id in facet.value_ids(self.old, paper)]
        moved = [(paper, self.successors.get(paper.id)) for paper in old_papers]
        changed = [
            (old_paper, paper)
            for old_paper, paper in moved
            if paper and id not in facet.value_ids(self.new, paper)
        ]
        counts = Counter(new_id for pair in changed for new_id in self._new_values(facet, id, *pair))
        new_id = counts.most_common(1)[0][0] if counts else ""
        if facet.plural == "authors":
            location = self._locate(changed[0][1], "authors") if changed else Location(GONE_FILE)
            return self._author_violation(id, new_id, values).at(location)
        is_renamed = new_id in facet.ids(self.new) and new_id not in facet.ids(self.old)
        return _violation(f"{facet.plural}/{new_id}" if is_renamed else "", values).at(Location(GONE_FILE))

    def _new_values(self, facet: Facet, id: str, old_paper: Paper, paper: Paper) -> list[str]:
        """Return the values that a paper may have in place of another: at its position, else any new one."""
        before, after = list(facet.value_ids(self.old, old_paper)), list(facet.value_ids(self.new, paper))
        if len(before) == len(after):
            after = [after[before.index(id)]]
        return [value for value in after if value not in before]

    def _author_violation(self, id: str, new_id: str, values: Mapping[str, str]) -> Violation:
        if not new_id:
            return _violation("", values)
        spellings = {given_first(name) for paper in self.new.papers for name in paper.authors}
        old_spellings = sorted(name for name in spellings if self.new.author_id(name, "") == id)
        if new_id in self.new.people:
            known = self.new.people[new_id].spellings
            listed = json.dumps([*known, *old_spellings], ensure_ascii=False)
            return LOST_PAGE.violation("former", **values, id=id, new_id=new_id, spellings=listed)
        name = self.new.authors[new_id].name
        fields = {"name": name, "spellings": old_spellings, "former": [id]}
        entry = ", ".join(
            f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in fields.items() if value
        )
        return LOST_PAGE.violation("author", **values, new_name=quote(name), entry=f"{new_id}: {{{entry}}}")

    def _locate(self, paper: Paper, field: str) -> Location:
        document = self.new.documents.get(paper.file)
        return document.location((field,)) if document else Location(paper.file)


def _violation(target: str, values: Mapping[str, str]) -> Violation:
    """Return a violation that proposes a redirect to a target, or without one a reason."""
    if target:
        return LOST_PAGE.violation("moved", **values, target=target)
    return LOST_PAGE.violation("removed", **values)


def _describe_files(files: Sequence[str]) -> str:
    """Return a clause on the files that belong to a lost page, such as its exports and feed."""
    match files:
        case []:
            return ""
        case [file]:
            return f", with {file}"
        case _:
            return f", with {len(files)} files such as {files[0]}"
