"""Archives of files: written with the same bytes everywhere, and read with limits."""

from __future__ import annotations

import gzip
import re
import tarfile
import zlib
from collections.abc import Iterator, Mapping
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from catalog.utils.files import TooLargeError, read_bytes

MAX_ARCHIVE_BYTES = 50_000_000
"""Limit of an archive; that of 10,000 papers has about 5 MB."""
MAX_CONTENT_BYTES = 500_000_000
"""Limit of all files in it."""
MAX_FILES = 200_000
TIMEOUT_SECONDS = 60
FILE_NAME = re.compile(r"(?:[A-Za-z0-9][A-Za-z0-9._-]*/)*[A-Za-z0-9][A-Za-z0-9._-]*", re.ASCII)
"""Path of a file in an archive, which never leads out of it."""


class ArchiveError(ValueError):
    """An archive cannot be read; the message says why, and what to do."""


def write_archive(files: Mapping[str, bytes], folder: str, seconds: int) -> bytes:
    """Return a compressed archive, whose bytes depend on nothing else.

    Args:
        files: Contents by path.
        folder: Folder that holds them in the archive.
        seconds: Time of all files, in seconds since 1970.
    """
    content = BytesIO()
    with tarfile.open(fileobj=content, mode="w", format=tarfile.GNU_FORMAT) as archive:
        for name in sorted(files):
            member = tarfile.TarInfo(f"{folder}/{name}")
            member.size, member.mtime, member.mode = len(files[name]), seconds, 0o644
            archive.addfile(member, BytesIO(files[name]))
    packed = BytesIO()
    with gzip.GzipFile("", "wb", fileobj=packed, mtime=seconds) as file:
        file.write(content.getvalue())
    return packed.getvalue()


def read_archive(source: Path | str) -> dict[str, bytes]:
    """Return the files of an archive by path, without the folder that holds them.

    Nothing is written to a disk. Links, devices and names that lead elsewhere are refused.

    Args:
        source: A file, or an https URL.

    Raises:
        ArchiveError: It cannot be had, is no archive, is too large, or holds what it may not.
    """
    packed = _download(source) if isinstance(source, str) and "://" in source else _read_file(Path(source))
    files: dict[str, bytes] = {}
    try:
        with tarfile.open(fileobj=BytesIO(_decompress(packed)), mode="r:") as archive:
            for member in _iter_members(archive):
                name = member.name.partition("/")[2]
                file = archive.extractfile(member)
                if not file or not FILE_NAME.fullmatch(name) or name in files:
                    raise ArchiveError(f"The archive holds {member.name!r:.200}, which is no plain file.")
                files[name] = file.read()
    except (tarfile.TarError, EOFError, ValueError, OverflowError, RecursionError) as error:
        if isinstance(error, ArchiveError):
            raise
        raise ArchiveError("This is no archive of the catalog. Expected a .tar.gz file.") from None
    return files


def _iter_members(archive: tarfile.TarFile) -> Iterator[tarfile.TarInfo]:
    """Yield the members that are no folders."""
    for count, member in enumerate(archive):
        if count >= MAX_FILES:
            raise ArchiveError(f"The archive holds more than {MAX_FILES:,} files.")
        if not member.isdir():
            if not member.isreg():
                raise ArchiveError(f"The archive holds {member.name!r:.200}, which is no plain file.")
            yield member


def _decompress(packed: bytes) -> bytes:
    """Return the content of a gzip file."""
    decompressor = zlib.decompressobj(zlib.MAX_WBITS | 16)
    try:
        content = decompressor.decompress(packed, MAX_CONTENT_BYTES)
    except zlib.error:
        raise ArchiveError("This is no archive of the catalog. Expected a .tar.gz file.") from None
    if decompressor.unconsumed_tail:
        raise ArchiveError(f"The archive unpacks to more than {MAX_CONTENT_BYTES:,} bytes.")
    return content


def _read_file(path: Path) -> bytes:
    try:
        return read_bytes(path, MAX_ARCHIVE_BYTES)
    except OSError as error:
        raise ArchiveError(f"{path} cannot be read: {error.strerror}.") from None
    except TooLargeError as error:
        raise ArchiveError(str(error)) from None


class _SecureRedirects(HTTPRedirectHandler):
    """Redirects to https only."""

    def redirect_request(self, *args: Any, **kwargs: Any) -> Request | None:
        """Return the next request, or refuse it."""
        _require_https(kwargs.get("newurl") or args[-1])
        return super().redirect_request(*args, **kwargs)


def _download(url: str) -> bytes:
    _require_https(url)
    try:
        with build_opener(_SecureRedirects).open(Request(url), timeout=TIMEOUT_SECONDS) as reply:
            content: bytes = reply.read(MAX_ARCHIVE_BYTES + 1)
    except (URLError, OSError, ValueError) as error:
        if isinstance(error, ArchiveError):
            raise
        raise ArchiveError(f"The archive cannot be downloaded: {error}") from None
    if len(content) > MAX_ARCHIVE_BYTES:
        raise ArchiveError(f"The archive has more than {MAX_ARCHIVE_BYTES:,} bytes.")
    return content


def _require_https(url: str) -> None:
    if urlsplit(url).scheme != "https":
        raise ArchiveError(f"{url!r:.200} is not an https URL.")
