"""Folding of text, and detection of wrong encodings, markup and hidden characters."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.documents.document import parse_document
from catalog.records.dataset import Dataset
from catalog.records.schema import Paper, Record
from catalog.records.validate import validate_record
from catalog.records.vocabularies import VOCABULARIES
from catalog.utils.text import (
    MARKUP,
    find_hidden_character,
    find_markup,
    find_non_nfc,
    fold,
    slugify,
    suggest_mojibake_fix,
)
from tests.helpers import MINIMAL_PAPER_YAML, TOY_PAPER
from tests.properties import examples


@pytest.mark.parametrize(
    ("text", "folded", "slugged"),
    [
        ("Nießner", "niessner", "niessner"),
        ("Łukasz", "lukasz", "lukasz"),
        ("Đorđe", "dorde", "dorde"),
        ("Ærø", "aero", "aero"),
        ("İstanbul ı", "istanbul i", "istanbul-i"),
        ("王小明", "wangxiaoming", "wangxiaoming"),
        ("Дмитрий", "dmitriy", "dmitriy"),
        ("Nguyễn Văn Đức", "nguyen van duc", "nguyen-van-duc"),
        ("Müller-Lüdenscheidt", "muller ludenscheidt", "muller-ludenscheidt"),
        ("D'Ávila", "d avila", "d-avila"),
        ("C++", "c", "c-plus-plus"),
        ("a+b", "a b", "a-plus-b"),
        ("Face2Face:  Réal-Time", "face2face real time", "face2face-real-time"),
        ("3D²", "3d2", "3d2"),
        ("— ★ !!!", "", ""),
    ],
)
def test_fold_and_slug(text: str, folded: str, slugged: str) -> None:
    assert (fold(text), slugify(text)) == (folded, slugged)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("‚≠ê", "⭐"),
        ("‚Äúin-the-wild‚Äù", "“in-the-wild”"),
        ("‚Äî", "—"),
        ("Ma√Æt√©", "Maîté"),
        ("√Ökesson", "Åkesson"),  # not recognized by ftfy
        ("Fran√ßois", "François"),
        ("â€œx", "“x"),
        ("donâ€™t", "don’t"),
        ("CafÃ©", "Café"),
        ("3DÂ²", "3D²"),
    ],
)
def test_mojibake_is_found(text: str, meant: str) -> None:
    fix = suggest_mojibake_fix(text)
    assert fix
    assert fix in meant or "".join(char for char in meant if not char.isascii()).startswith(fix)


@pytest.mark.parametrize(
    "text",
    [
        *("Café", "Été", "Ñandú", "Øystein", "Ærø", "Šárka Žižková", "Łódź", "à la carte: où ?", "Ça va"),
        *("王小明", "한국어", "Ελληνικά", "Дмитрий", "Nguyễn Văn Đức", "مرحبا"),
        *(
            "« mot »",
            "“curly”",
            "‘a’",
            "„Hallo“",
            "—",
            "–",
            "…",
            "²",
            "→",
            "★",
            "3D²",
            "x √2",
            "±",
            "½ × ¼",
            "™",
            "€",
        ),
        *("Ã", "Â", "ÄÖÜ", "¿Qué?", "L’œuvre"),
    ],
)
def test_real_letters_are_not_mojibake(text: str) -> None:
    assert suggest_mojibake_fix(text) is None


PAYLOADS = (
    "{{ 7*7 }}",
    "{% x %}",
    "{# x #}",
    "<script>alert(1)</script>",
    "javascript:alert(1)",
    "VBScript :x",
    "data:text/html,x",
    '"><img src=x onerror=alert(1)>',
    '" onmouseover="alert(1)',
    "</title><script>",
    "{: onclick=alert(2) }",
    '--8<-- "mkdocs.yml"',
    "<!-- x",
    "<svg/onload=alert(1)>",
    "&lt;script&gt;",
    "&#60;b",
    "java&#115;cript",
    "[x](javascript:alert(1))",
    "<https://evil.example>",
)
HARMLESS = (
    *(
        "$^2$",
        "A < B",
        "Speech->Face",
        "a <-> b",
        "I <3 faces",
        "AT&T",
        "R&D; more",
        "Q&A; x",
        "3D & 2D",
        "a && b",
    ),
    *(
        "{AU}-driven",
        "{a}{b}",
        "Data: A Love Story",
        "Big data:video",
        "Only on=off",
        "Turn 'on' = x",
        "100% real",
    ),
    *(
        "Learning JavaScript",
        "C++ & C#",
        "f(x) = {x | x > 0}",
        "#1",
        "*star*",
        "_a_",
        "[Re] Foo",
        "a--b",
        "8<--",
    ),
)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_markup_is_found(payload: str) -> None:
    assert find_markup(f"Lips {payload} Teeth") is not None


@examples
@given(st.text(st.sampled_from("<>&{}%#:=-8\"'`/ !?;onjavascriptdqt\t"), max_size=25))
def test_the_search_for_single_characters_misses_no_markup(text: str) -> None:
    match = MARKUP.search(text)
    assert find_markup(text) == (match and match.group())


@pytest.mark.parametrize("text", HARMLESS)
def test_ordinary_text_is_not_markup(text: str) -> None:
    assert find_markup(f"Lips {text} Teeth") is None


FIELDS: dict[type[Record], str] = {Paper: MINIMAL_PAPER_YAML, Dataset: 'name: "Mumble"\nsources: [napkin]\n'}
TEXT_FIELDS = [
    *(
        (Paper, line)
        for line in ("title: %s", "short: %s", "aliases: [a, %s]", "authors: [a, %s]", "note: %s")
    ),
    *(
        (Paper, line)
        for line in ("venue: %s", "categories: [%s]", "tags: [%s]", "sources: [%s]", "replaces: [%s]")
    ),
    *((Paper, f"claims: [{{source: napkin, {field}: %s}}]") for field in ("title", "name", "venue")),
    *((Paper, line) for line in ("claims: [{source: napkin, authors: [%s]}]", "claims: [{source: %s}]")),
    *(
        (Dataset, line)
        for line in ("name: %s", "aliases: [%s]", "note: %s", "resolution: %s", "language: %s")
    ),
    *((Dataset, line) for line in ("license: %s", "availability: %s", "paper: %s")),
    (Dataset, "facts: [{source: 'https://a.example/', states: %s}]"),
]


@pytest.mark.parametrize(("model", "line"), TEXT_FIELDS, ids=lambda value: getattr(value, "__name__", value))
def test_markup_is_refused_in_every_text_field(model: type[Record], line: str) -> None:
    key = line.partition(":")[0]
    other_lines = [field for field in FIELDS[model].splitlines() if not field.startswith(f"{key}:")]
    place = (len(other_lines) + 1, line.index("%s") + 1)
    for payload in PAYLOADS:
        text = "\n".join([*other_lines, line.replace("%s", "'" + payload.replace("'", "''") + "'")])
        document = parse_document(TOY_PAPER, text.encode())
        _, problems = validate_record(model, document, "lipsyncopation-2020", document.data)
        places = [(problem.rule.id, problem.location.line, problem.location.column) for problem in problems]
        assert places == [("text-markup", *place)], payload


@pytest.mark.parametrize("kind", [kind for kind in VOCABULARIES if kind != "links"])
def test_markup_is_refused_in_every_vocabulary(kind: str) -> None:
    data: dict[str, Any] = {
        "x": dict.fromkeys(VOCABULARIES[kind].model_fields.keys() - {"id", "file"}, "<b>")
    }
    lines = ["x:", *(f"  {key}: <b>" for key in data["x"])]
    document = parse_document(f"data/{kind}.yml", "\n".join(lines).encode())
    _, problems = validate_record(VOCABULARIES[kind], document, "x", document.data["x"], ("x",))
    texts = {"name", "full", "about", "short", "measures", "caveat", "reason", "license", "parent"}
    texts |= {"question", "answer", "query"}
    text_keys = texts & data["x"].keys()
    assert text_keys
    refused = {
        lines[problem.location.line - 1].strip() for problem in problems if problem.rule.id == "text-markup"
    }
    assert {f"{key}: <b>" for key in text_keys} <= refused


@pytest.mark.parametrize(
    "char",
    [
        "\x00",
        "\x1b",
        "\x85",
        "\xad",
        "\u200b",
        "\u200f",
        "\u2028",
        "\u202e",
        "\u2066",
        "\u3164",
        "\ufeff",
        "\U000e0041",
        "\u2800",
        "\ue000",
        "\uf8ff",
        "\ufdd0",
        "\U000f0001",
    ],
)
def test_hidden_characters_are_found(char: str) -> None:
    assert find_hidden_character(f"a{char}b") == 1


@pytest.mark.parametrize("text", ["tab\tand\nline", "é", "e\u0301", "王", "😀", "→", "מ", "\u00a0"])
def test_visible_text_is_not_hidden(text: str) -> None:
    assert find_hidden_character(text) is None


@pytest.mark.parametrize(
    ("text", "at"),
    [("Caf\u00e9", None), ("x\u0301", None), ("Cafe\u0301", 3), ("a\u0323\u0302 b", 0), ("\u1fef", 0)],
)
def test_decomposed_text_is_found_at_its_place(text: str, at: int | None) -> None:
    assert find_non_nfc(text) == at
