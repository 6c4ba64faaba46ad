"""Hostile YAML files. Run as a program, it parses each and prints outcomes, CPU seconds and memory as JSON.

It runs in its own process, so that a parser that crashes, hangs or exhausts memory fails one test, not all.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from pathlib import Path

from catalog.documents.document import MAX_BYTES, parse_document
from catalog.documents.parser import DocumentError

BOMB = b"a: &a [x, x, x, x, x, x, x, x, x]\n" + b"".join(
    b"%c: &%c [%s]\n" % (name, name, b", ".join([b"*%c" % (name - 1)] * 9)) for name in b"bcdefghij"
)

HAZARDS: dict[str, tuple[bytes, str]] = {
    # name: (content, line:column and rule of the first problem)
    "alias bomb": (BOMB, "1:4 yaml-anchor"),
    "100,000 open lists": (b"title: " + b"[" * 100_000, "1:16 yaml-depth"),
    "40,000 open mappings": (b"title: " + b"{a: " * 40_000, "1:37 yaml-depth"),
    "100,000 lists in lists": (b"- " * 100_000, "1:19 yaml-depth"),
    "5 MB": (b"title: la\n" * 500_000, "1:1 file-size"),
    "as many keys as fit": (
        b"".join(b"k%06d: v\n" % n for n in range(MAX_BYTES // 11)),
        "10000:10 yaml-values",
    ),
    "as many items as fit": (b"tags: [" + b"a," * (MAX_BYTES // 2 - 8) + b"]", "1:40002 yaml-values"),
    "as many mappings as fit": (b"tags: [" + b"{}," * (MAX_BYTES // 3 - 8) + b"]", "1:59999 yaml-values"),
    "as long a text as fits": (b'title: "' + b"la " * (MAX_BYTES // 3 - 8) + b'"', "read"),
    "as many equal keys as fit": (b"a: b\n" * (MAX_BYTES // 5), "10000:4 yaml-values"),
    "nothing": (b"", "1:1 file-size"),
    "blank": (b" \n\t\n", "1:1 file-size"),
    "only comments": (b"# mumble\n", "1:1 yaml-syntax"),
    "Latin-1": (b"title: a\nshort: Caf\xe9\n", "2:11 file-encoding"),
    "UTF-16": ("title: a\n".encode("utf-16"), "1:1 file-encoding"),
    "byte order mark": (b"\xef\xbb\xbftitle: a\n", "1:1 file-encoding"),
    "encoded surrogate": (b"title: \xed\xa0\x80\n", "1:8 file-encoding"),
    "overlong slash": (b"title: \xc0\xaf\n", "1:8 file-encoding"),
    "overlong NUL": (b"title: \xe0\x80\x80\n", "1:8 file-encoding"),
    "NUL": (b"title: a\x00b\n", "1:9 hidden-character"),
    "control": (b"title: a\nshort: a\x1bb\n", "2:9 hidden-character"),
    "escaped NUL": (b'title: "a\\x00b"\n', "1:8 hidden-character"),
    "escaped surrogate": (b'title: "a\\ud800b"\n', "1:12 yaml-syntax"),
    "escaped pair of surrogates": (b'title: "\\ud83d\\ude00"\n', "1:11 yaml-syntax"),
    "escaped override": (b'title: "a\\u202eb"\n', "1:8 hidden-character"),
    "zero-width": ("title: a\u200bb\n".encode(), "1:9 hidden-character"),
    "tag characters": ("title: a\U000e0061b\n".encode(), "1:9 hidden-character"),
    "NEL smuggles a key": ("title: a\x85year: 2020\n".encode(), "1:9 hidden-character"),
    "LS smuggles a key": ("title: a\u2028year: 2020\n".encode(), "1:9 hidden-character"),
    "CR smuggles a key": (b"venue: a # b\ryear: 2020\n", "1:13 hidden-character"),
    "decomposed": ("title: Cafe\u0301\n".encode(), "1:11 not-nfc"),
    "marks on one letter": (
        ('title: "a' + "\u0300\u0323" * 120_000 + '"\n').encode(),
        "1:10 hidden-character",
    ),
    "escaped marks on one letter": (
        b'title: "a' + b"\\u0300\\u0323" * 60_000 + b'"\n',
        "1:8 hidden-character",
    ),
    "spaces before a sign": (b"title: a\n" + b" " * 480_000 + b"@x: [\n", "2:480003 yaml-syntax"),
    "spaces before a link": (b"title: [a\n" + b" " * 480_000 + b"](http:\n}", "2:480002 yaml-syntax"),
    "merge": (b"title: {<<: {a: b}}\n", "1:9 yaml-anchor"),
    "anchor": (b"title: &x a\n", "1:8 yaml-anchor"),
    "alias": (b"title: *x\n", "1:8 yaml-anchor"),
    "python object": (b"title: !!python/object/apply:os.system [echo pwned]\n", "1:8 yaml-tag"),
    "own tag": (b"title: !x a\n", "1:8 yaml-tag"),
    "tag of a key": (b"!!str title: a\n", "1:1 yaml-tag"),
    "duplicate key": (b"title: a\ntitle: b\n", "2:1 duplicate-key"),
    "duplicate inner key": (b"links:\n  code: a\n  code: b\n", "3:3 duplicate-key"),
    "duplicate flow key": (b"claims: [{year: 1, year: 2}]\n", "1:20 duplicate-key"),
    "duplicate quoted key": (b'title: a\n"titl\\x65": b\n', "2:1 duplicate-key"),
    "two documents": (b"title: a\n---\ntitle: b\n", "2:1 yaml-syntax"),
    "a list": (b"- a\n", "1:1 yaml-syntax"),
    "a text": (b"mumble\n", "1:1 yaml-syntax"),
    "tab": (b"links:\n\tcode: a\n", "2:1 yaml-syntax"),
    "list as key": (b"[a, b]: c\n", "1:1 yaml-syntax"),
    "mapping as key": (b"? {a: b}\n: c\n", "1:3 yaml-syntax"),
    "bracket": (b"title: [Re] Foo\n", "1:13 yaml-syntax"),
    "at": (b"title: @x\n", "1:8 yaml-syntax"),
    "percent": (b"title: %x\n", "1:8 yaml-syntax"),
    "backtick": (b"title: `x`\n", "1:8 yaml-syntax"),
    "star": (b"title: *x* y\n", "1:10 yaml-syntax"),
    "colon": (b"title: Foo: bar\n", "1:11 yaml-syntax"),
    "open quote": (b'title: "a\n', "1:8 yaml-syntax"),
    "open list": (b"tags: [a, b\nyear: 2020\n", "1:7 yaml-syntax"),
    "unknown escape": (b'title: "\\q"\n', "1:9 yaml-syntax"),
    "directive": (b"%YAML 9.9\n---\ntitle: a\n", "1:1 yaml-syntax"),
    "long key": (b"k" * 2000 + b": v\n", "1:2001 yaml-syntax"),
    "comment in a value": (b"title: Foo #1\n", "1:8 swallowed-comment"),
    "5000 digits": (b"year: " + b"9" * 5000, "read"),
    "empty value": (b"title:\n", "read"),
    "CRLF": (b"title: a\r\nyear: 2020\r\n", "read"),
    "bare mapping": (b"title: {a}\n", "read"),
}


def main() -> None:
    outcomes: dict[str, tuple[str, float]] = {}
    for name, (content, _) in HAZARDS.items():
        start = time.process_time()
        try:
            problems = parse_document("f", content).problems
        except DocumentError as error:
            problems = (error.problem,)
        first = min(problems, default=None)
        outcome = f"{first.location.line}:{first.location.column} {first.rule.id}" if first else "read"
        outcomes[name] = (outcome, time.process_time() - start)
    print(json.dumps([outcomes, peak_memory()]))


def peak_memory() -> int:
    """Return the peak memory of this process in bytes.

    /proc is preferred to getrusage, whose peak starts with that of the parent process.
    """
    status = Path("/proc/self/status")
    if status.exists():
        peak = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return int(peak.split()[1]) * 1024
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit


if __name__ == "__main__":
    main()
