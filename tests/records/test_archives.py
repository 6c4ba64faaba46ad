"""Archives of releases: the same bytes everywhere, and nothing in them that leads elsewhere."""

from __future__ import annotations

import gzip
import tarfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog import Catalog
from catalog.utils import archives
from catalog.utils.archives import FILE_NAME, ArchiveError, read_archive, write_archive
from tests.lookup.fixtures import server, services
from tests.lookup.services import Reply, Services
from tests.properties import examples
from tests.sites import TOY

__all__ = ["server", "services"]
SECONDS = 1795305600
NAMES = st.from_regex(FILE_NAME, fullmatch=True).filter(lambda name: len(name) < 90)


def toy_archive() -> bytes:
    files = {path.relative_to(TOY.parent).as_posix(): path.read_bytes() for path in TOY.rglob("*.yml")}
    return write_archive(files, "toys-2026.11", SECONDS)


def make_archive(change: Callable[[tarfile.TarInfo], None], count: int = 1, content: bytes = b"x") -> bytes:
    """Return an archive with changed members."""
    file = BytesIO()
    with tarfile.open(fileobj=file, mode="w") as archive:
        for at in range(count):
            member = tarfile.TarInfo(f"toys/data/{at}.yml")
            member.size = len(content)
            change(member)
            archive.addfile(member, BytesIO(content) if member.isreg() else None)
    return gzip.compress(file.getvalue(), mtime=0)


def set_member(**values: Any) -> Callable[[tarfile.TarInfo], None]:
    def change(member: tarfile.TarInfo) -> None:
        for name, value in values.items():
            setattr(member, name, value)

    return change


def test_a_release_gives_the_same_catalog(tmp_path: Path) -> None:
    (tmp_path / "toys.tar.gz").write_bytes(toy_archive())
    catalog, original = Catalog.from_archive(tmp_path / "toys.tar.gz"), Catalog.load(TOY.parent)
    assert (catalog.papers, catalog.datasets) == (original.papers, original.datasets)
    assert toy_archive() == toy_archive()


@examples
@given(st.dictionaries(NAMES, st.binary(max_size=20), max_size=5))
def test_files_come_back(files: dict[str, bytes]) -> None:
    with NamedTemporaryFile(suffix=".tar.gz") as file:
        file.write(write_archive(files, "toys", SECONDS))
        file.flush()
        assert read_archive(Path(file.name)) == files


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "This is no archive of the catalog"),
        (b"PK\3\4", "This is no archive of the catalog"),
        (gzip.compress(b"not a tar" * 99, mtime=0), "This is no archive of the catalog"),
        (toy_archive()[:200], "no archive of the catalog"),
        (make_archive(set_member(name="toys/../../evil")), "which is no plain file"),
        (make_archive(set_member(name="toys//etc/passwd")), "which is no plain file"),
        (make_archive(set_member(name="toys/data/.hidden")), "which is no plain file"),
        (make_archive(set_member(name="toys/data/a\nb")), "which is no plain file"),
        (make_archive(set_member(type=tarfile.SYMTYPE, linkname="/etc/passwd")), "which is no plain file"),
        (make_archive(set_member(type=tarfile.LNKTYPE, linkname="toys/x")), "which is no plain file"),
        (make_archive(set_member(type=tarfile.FIFOTYPE)), "which is no plain file"),
        (make_archive(set_member(name="toys/data/same.yml"), count=2), "which is no plain file"),
        (make_archive(set_member(name="toys/README")), "The archive has no folder data/"),
        (gzip.compress(b"\0" * 2_000, mtime=0), "The archive has no folder data/"),
    ],
)
def test_an_archive_that_is_none_is_refused(tmp_path: Path, content: bytes, sentence: str) -> None:
    path = tmp_path / "toys.tar.gz"
    path.write_bytes(content)
    with pytest.raises(ArchiveError, match=sentence):
        Catalog.from_archive(path)


@pytest.mark.parametrize(
    ("limit", "sentence"),
    [
        ("MAX_CONTENT_BYTES", "unpacks to more than 1,000 bytes"),
        ("MAX_ARCHIVE_BYTES", "Expected at most 1,000"),
        ("MAX_FILES", "holds more than 1,000 files"),
    ],
)
def test_limits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limit: str, sentence: str) -> None:
    monkeypatch.setattr(archives, limit, 1_000)
    path = tmp_path / "toys.tar.gz"
    many = limit == "MAX_FILES"
    path.write_bytes(make_archive(lambda _: None, count=1_001) if many else toy_archive())
    with pytest.raises(ArchiveError, match=sentence):
        Catalog.from_archive(path)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match="cannot be read: No such file"):
        Catalog.from_archive(tmp_path / "toys.tar.gz")


@pytest.mark.parametrize(
    "url", ["http://toys.example/a.tar.gz", "file:///etc/passwd", "ftp://toys.example/a"]
)
def test_only_https_is_used(url: str) -> None:
    with pytest.raises(ArchiveError, match="is not an https URL"):
        Catalog.from_archive(url)


@pytest.mark.parametrize(
    ("reply", "sentence"),
    [
        (Reply(toy_archive(), type="application/gzip"), ""),
        (Reply(status=404), "cannot be downloaded: HTTP Error 404"),
        (Reply(status=302, headers={"Location": "http://toys.example/"}), "is not an https URL"),
        (Reply(status=302, headers={"Location": "file:///etc/passwd"}), "is not an https URL|cannot be down"),
        (Reply("<h1>Down</h1>", type="text/html"), "This is no archive"),
    ],
)
def test_a_release_over_https(
    services: Services, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, reply: Reply, sentence: str
) -> None:
    services.ca.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))
    services.set_replies("github", reply)
    url = f"{services.base_urls['github']}/toys.tar.gz"
    if sentence:
        with pytest.raises(ArchiveError, match=sentence):
            Catalog.from_archive(url)
    else:
        assert len(Catalog.from_archive(url).papers) == len(Catalog.load(TOY.parent).papers)
