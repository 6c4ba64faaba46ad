"""Reading and writing files."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from catalog.utils.system_errors import SetupError

MAX_CACHE_BYTES = 500_000_000
"""Limit of a file in `.cache/`; the parsed files of 1,000 papers have 1 MB."""


class TooLargeError(SetupError):
    """A file is larger than it may be.

    Attributes:
        size: Its size in bytes, or the limit if its size is unknown.
    """

    def __init__(self, path: Path, size: int, max_bytes: int) -> None:
        super().__init__(f"{path} has {size:,} bytes. Expected at most {max_bytes:,}: is it the right file?")
        self.size = size


def read_bytes(path: Path, max_bytes: int) -> bytes:
    """Read a file unless it is too large, which is known before it is read.

    Raises:
        TooLargeError: The file has more bytes.
        OSError: The file cannot be read.
    """
    size = path.stat().st_size
    if size > max_bytes:
        raise TooLargeError(path, size, max_bytes)
    with path.open("rb") as file:
        content = file.read(max_bytes + 1)  # devices have no size, and a file may grow meanwhile
    if len(content) > max_bytes:
        raise TooLargeError(path, len(content), max_bytes)
    return content


class CacheFile:
    """A file with the work of an earlier run, used only if this program would do the same.

    A file that is damaged, or cannot be read or written, is a miss and never an error.
    """

    def __init__(self, path: Path, versions: Sequence[str]) -> None:
        """Name the file, and the sources and versions of everything that decides its content."""
        self.path = path
        self._versions = sha256("\n".join(versions).encode()).digest()

    def read(self) -> bytes:
        """Return the content; nothing if it is damaged, or of another version of the program."""
        with suppress(OSError, SetupError):
            checksum, _, content = read_bytes(self.path, MAX_CACHE_BYTES).partition(b"\n")
            if checksum == self._checksum(content):
                return content
        return b""

    def write(self, content: bytes) -> None:
        """Replace the content as a whole, if the folder is writable."""
        with suppress(OSError):
            write_bytes(self.path, self._checksum(content) + b"\n" + content)

    def _checksum(self, content: bytes) -> bytes:
        checksum = sha256(self._versions)
        checksum.update(content)
        return checksum.hexdigest().encode()


def write_text(path: Path, text: str) -> None:
    """Write a file in UTF-8 with the line ends of the text; see `write_bytes`."""
    write_bytes(path, text.encode())


def write_bytes(path: Path, content: bytes) -> None:
    """Write a file as a whole or not at all, and make its folder if need be."""
    path.parent.mkdir(parents=True, exist_ok=True)
    target = path.resolve()  # a link stays one
    partial = target.with_name(f".{target.name}.part")
    try:
        partial.write_bytes(content)
        if target.exists():
            partial.chmod(target.stat().st_mode)
        partial.replace(target)
    except OSError as error:
        with suppress(OSError):
            partial.unlink()
        raise _with_name(error, path) from None


def write_files(files: Iterable[tuple[str, str | bytes]], folder: Path) -> None:
    """Write texts and other contents by their paths in a folder."""
    parents = set[str]()
    for path, content in files:
        target = f"{folder}/{path}"  # a Path and its methods take as long as the system
        parent = target.rpartition("/")[0]
        if parent not in parents:  # many files share a few hundred folders
            Path(parent).mkdir(parents=True, exist_ok=True)
            parents.add(parent)
        try:
            with open(target, "wb") as file:  # noqa: PTH123
                file.write(content.encode() if isinstance(content, str) else content)
        except OSError as error:
            raise _with_name(error, Path(target)) from None


def _with_name(error: OSError, path: Path) -> OSError:
    """Return an error that names the file; a failed write names none, or the partial file."""
    return OSError(error.errno, error.strerror, str(path))
