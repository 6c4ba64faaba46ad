"""Imports of entries: new records, merges, and what an import must never do."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalog.checks import check_catalog
from catalog.documents.problems import has_errors
from catalog.importing.run import apply_plan, make_plan
from catalog.lists.entries import read_entries
from catalog.lists.file import decode_list
from tests.importing.toy import UNKNOWN_KEY, record, run, snapshot, totals, toy
from tests.properties import examples


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The toy catalog on 2030-03-03."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1898726400")
    return toy(tmp_path)


def test_a_new_paper(root: Path) -> None:
    text = "# L\n## Whispering\n- Shush: On the Use of Silence [ICCV 2021 Oral]\n"
    text += "[Paper](http://arxiv.org/pdf/2105.00001v2.pdf) [Code](https://github.com/toy/shush)\n"
    assert totals(run(root, text)) == (1, 1, 0, 0, 0)
    assert (root / "data/papers/2021/shush-2021.yml").read_text(encoding="utf-8") == (
        "# yaml-language-server: $schema=../../schema/paper.schema.json\n"
        'title: "Shush: On the Use of Silence"\n'
        "short: Shush\nvenue: iccv\nyear: 2021\ntrack: oral\ncategories: [mumbling]\n"
        'arxiv: "2105.00001"\nlinks:\n  code: https://github.com/toy/shush\n'
        "added: 2030-03-03\nsources: [jests]\n"
    )


def test_importing_twice_changes_nothing(root: Path) -> None:
    text = """# L
- Shush: On Silence [ICCV 2021] [Paper](https://arxiv.org/abs/2105.00001)
- Hush: On Silence, Again [CVPR 2021] [Code](https://github.com/toy/hush)
- Lip Service: Saying It Again [TOG 2021] [Paper](https://arxiv.org/abs/2001.00001)
- Shush: On Silence [arXiv 2020] [Project](https://shush.example/)
## Datasets
- GIGGLE-9K [Link](https://geese.example/)
- HONK: A Dataset of Horns [CVPR 2022] [Link](https://honk.example/)
"""
    assert totals(run(root, text)) == (6, 3, 3, 0, 0)
    before = snapshot(root)
    assert totals(run(root, text)) == (6, 0, 0, 6, 0)
    assert snapshot(root) == before
    assert not has_errors(check_catalog(root)[1])


def test_merging_fills_and_claims_but_never_changes(root: Path) -> None:
    text = (
        "- Lip Service: Saying It Again [TOG 2021] [Paper](https://arxiv.org/abs/2001.00001)"
        " [Code](http://www.github.com/toy/lip-service.git) [Code](https://github.com/other/lip) [Project](https://lip.example/)"
        " [DOI](https://doi.org/10.1145/1.2)\n"
    )
    assert totals(run(root, text)) == (1, 0, 1, 0, 0)
    values = record(root, "papers/2020/lip-service-2020")
    assert (values["venue"], values["year"], values["title"]) == (
        *("cvpr", 2020),
        "Lip Service: Saying It Without Meaning It",
    )
    assert values["aliases"] == ["Lip Service: Saying It Again"]
    assert (values["short"], values["doi"]) == ("Lip Service", "10.1145/1.2") if "short" in values else True
    assert values["links"] == {
        "code": ["https://github.com/toy/lip-service", "https://github.com/other/lip"],
        "project": "https://lip.example/",
    }
    assert values["sources"] == ["napkin", "jests"]
    assert values["claims"] == [
        {"source": "napkin", "venue": "cvpr", "year": 2020, "taken": True},
        {"source": "jests", "venue": "tog", "year": 2021},
    ]


def test_comments_stay(root: Path) -> None:
    run(root, "- Lip Service [TOG 2021] [Paper](https://arxiv.org/abs/2001.00001)\n")
    text = (root / "data/papers/2020/lip-service-2020.yml").read_text(encoding="utf-8")
    assert "# mind the gap" in text
    assert "venue: cvpr # as the napkin says" in text
    assert "sources: [napkin, jests] # found under the table" in text


def test_unknown_keys_stop_an_import(tmp_path: Path) -> None:
    result = run(toy(tmp_path, unknown_key=True), "- A Title [CVPR 2020] [Code](https://a.example)\n")
    assert result.exit_code == 1
    assert "catalog check" in result.output
    assert UNKNOWN_KEY in (tmp_path / "data/papers/2020/lip-service-2020.yml").read_text(encoding="utf-8")


def test_a_field_with_a_taken_claim_never_changes(root: Path) -> None:
    path = root / "data/papers/2020/lip-service-2020.yml"
    text = path.read_text(encoding="utf-8") + "  - {source: napkin, doi: 10.1145/7.7, taken: true}\n"
    path.write_text(f"doi: 10.1145/7.7\n{text}", encoding="utf-8")
    list_ = "- Lip Service: Saying It [CVPR 2020] [Paper](https://arxiv.org/abs/2001.00001) [ACM](https://doi.org/10.1145/3.4)"
    assert totals(run(root, list_)) == (1, 0, 1, 0, 0)
    values = record(root, "papers/2020/lip-service-2020")
    assert values["doi"] == "10.1145/7.7"
    assert values["claims"][-1] == {"source": "jests", "doi": "10.1145/3.4"}  # type: ignore[index]


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ("[arXiv 2021] [Project](https://x.example)", (1, 0, 1, 0, 0)),  # the year agrees
        ("[CVPR 2022] [Project](https://x.example)", (1, 0, 1, 0, 0)),  # a preprint, published a year later
        ("[CVPR 2025] [Project](https://x.example)", (1, 1, 0, 0, 0)),  # another paper of this title
        (
            "*Bass Clarinet, Alto Tenor.* CVPR 2025. [Project](https://x.example)",
            (1, 0, 1, 0, 0),
        ),  # an author agrees
    ],
)
def test_never_by_title_alone(root: Path, tag: str, expected: tuple[int, ...]) -> None:
    result = run(root, f"- **Chin Music**<br>{tag}\n")
    assert totals(result) == expected, result.output
    if expected[1]:
        assert "no author or year in common: not merged" in result.output


def test_one_title_with_two_arxiv_ids_is_two_papers(root: Path) -> None:
    text = (
        "- Lip Service: Saying It Without Meaning It [CVPR 2020] [Paper](https://arxiv.org/abs/2001.09999)\n"
    )
    result = run(root, text)
    assert totals(result) == (1, 1, 0, 0, 0)
    assert "a different arXiv ID or DOI: not merged" in result.output


def test_an_id_of_one_paper_with_the_title_of_another_is_skipped(root: Path) -> None:
    result = run(root, "- Chin Music [arXiv 2021] [Paper](https://arxiv.org/abs/2001.00001)\n")
    assert totals(result) == (1, 0, 0, 0, 1)
    assert "but its title to data/papers/2021/chin-music-2021.yml" in result.output


def test_the_same_paper_twice_in_one_list(root: Path) -> None:
    text = """## Mumbling Faces
- Hum: An Early Title [arXiv 2019] [Paper](https://arxiv.org/abs/1905.00001)
## Survey
- Hum: A Late Title [ICCV 2020] [Paper](https://arxiv.org/pdf/1905.00001.pdf) [Code](https://github.com/toy/hum)
"""
    assert totals(run(root, text)) == (2, 1, 1, 0, 0)
    values = record(root, "papers/2019/hum-2019")
    assert (values["venue"], values["year"]) == ("iccv", 2020)
    assert values["categories"] == ["mumbling", "survey"]
    assert values["aliases"] == ["Hum: A Late Title"]
    assert values["claims"] == [{"source": "jests", "venue": "arxiv", "year": 2019}]


def test_unknown_venues(root: Path) -> None:
    text = """- Known by Number [WHOOPS 2021] [Paper](https://arxiv.org/abs/2105.00002)
- Known by Nobody [WHOOPS 2021] [Paper](https://nobody.example/x.pdf)
- Nowhere at All [Paper](https://nobody.example/y.pdf)
- Typed in Haste [Axriv 2021] [Paper](https://arxiv.org/abs/2105.00003)
"""
    result = run(root, text)
    assert totals(result) == (4, 2, 0, 0, 2)
    assert "line 1: 'Known by Number': unknown venue 'WHOOPS': imported as a preprint" in result.output
    assert "line 2: 'Known by Nobody': unknown venue 'WHOOPS', and no arXiv ID" in result.output
    assert "line 3: 'Nowhere at All': neither a venue with its year nor an arXiv ID" in result.output
    assert "read the venue 'Axriv' as arXiv" in result.output
    assert '  whoops:\n    name: "WHOOPS"\n    short: "WHOOPS"\n    kind: conference\n' in result.output
    assert record(root, "papers/2021/known-number-2021")["venue"] == "arxiv"


def test_the_year_of_the_list_is_kept(root: Path) -> None:
    run(root, "- Late to the Party [arXiv 2021] [Paper](https://arxiv.org/abs/1905.00009)\n")
    assert record(root, "papers/2021/late-party-2021")["year"] == 2021


def test_categories(root: Path) -> None:
    text = """## Whispering
### 2020
- Below an Alias and a Year [CVPR 2020] [Code](https://a.example/1)
## Elsewhere
- A Radiance Avatar of Nobody [CVPR 2020] [Code](https://a.example/2)
- Something Else Altogether [CVPR 2020] [Code](https://a.example/3)
"""
    result = run(root, text)
    assert "guessed the category neural-heads" in result.output
    assert "line 6: 'Something Else Altogether': guessed the category mumbling" in result.output
    assert "line 3" not in result.output
    assert record(root, "papers/2020/below-alias-year-2020")["categories"] == ["mumbling"]
    assert run(root, text, "--category", "survey").exit_code == 0
    assert run(root, text, "--category", "nonsense").exit_code == 2


def test_datasets(root: Path) -> None:
    text = """## Datasets
- Giggles of Geese [Link](http://geese.example)
- HONK: A Dataset of Horns [CVPR 2022] [Link](https://honk.example/)
- MOO (Many Odd Oxen) [Download](https://moo.example/)
- Nothing to See
"""
    assert totals(run(root, text)) == (4, 2, 1, 0, 1)
    assert record(root, "datasets/giggle-9k")["claims"] == [{"source": "jests", "name": "Giggles of Geese"}]
    assert record(root, "datasets/honk")["paper"] == "honk-2022"
    assert record(root, "datasets/moo")["aliases"] == ["Many Odd Oxen"]
    assert record(root, "papers/2022/honk-2022")["title"] == "HONK: A Dataset of Horns"


def test_clashing_names_get_different_ids(root: Path) -> None:
    text = """- Lip: The First [CVPR 2020] [Code](https://a.example/1)
- Lip: The Second Coming [CVPR 2020] [Code](https://a.example/2)
- The Art of the Lip Sync Show [CVPR 2020] [Code](https://a.example/3)
- C++: A Face [CVPR 2020] [Code](https://a.example/4)
- 口型同步 [CVPR 2020] [Code](https://a.example/5)
"""
    assert totals(run(root, text)) == (5, 5, 0, 0, 0)
    ids = {path.stem for path in (root / "data/papers/2020").glob("*.yml")}
    assert {
        "lip-2020",
        "lip-second-2020",
        "art-lip-sync-2020",
        "c-plus-plus-2020",
    } < ids or "lip-lip-2020" in ids


LINES = (
    "- {} [CVPR 2020] [Paper](https://arxiv.org/abs/2001.00001)",
    "- Lip Service: {} [{} 2021] [Code](https://github.com/{})",
    "- [{}](https://doi.org/10.1145/{}) *Jane Jest, {}.* ICCV 2019",
    "## {}",
    "## Datasets\n- {} [Link](https://geese.example/)",
    "|Title|Venue|{}|\n|-|-|-|\n|{}|arXiv 2020|[pdf](https://arxiv.org/abs/2001.0000{})|",
)


@pytest.fixture(scope="module")
def toy_root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The toy catalog, which tests only read."""
    return toy(tmp_path_factory.mktemp("toy"))


@given(st.lists(st.tuples(st.sampled_from(LINES), st.text(max_size=20), st.text(max_size=8)), max_size=6))
@settings(examples, derandomize=True)
def test_any_list_leaves_the_catalog_valid(toy_root: Path, lines: list[tuple[str, str, str]]) -> None:
    catalog = check_catalog(toy_root)[0]
    text = "\n".join(line.format(first, second, first) for line, first, second in lines).replace("\0", "")
    text = f"Papers about mouths.\n\n{text}"  # prose, so that no text makes it a data file
    rows = read_entries(decode_list(text.encode(errors="replace"), "x"))
    plan = make_plan(catalog, rows, catalog.sources["jests"])
    for draft in plan.changed_drafts:
        assert not draft.validate()[1]
        assert draft.to_yaml()
    second_plan = make_plan(apply_plan(plan), rows, catalog.sources["jests"])
    assert "added" not in {outcome.status for outcome in second_plan.outcomes}
