"""Compiled templates on disk, because compiling them takes as long as rendering hundreds of pages."""

from __future__ import annotations

import marshal
from importlib.metadata import version
from importlib.util import MAGIC_NUMBER
from pathlib import Path

from jinja2 import BytecodeCache, Environment
from jinja2.bccache import Bucket

import catalog
from catalog.utils.files import CacheFile


class CompiledTemplates(BytecodeCache):
    """The compiled templates of an environment, in `.cache/templates.bin`.

    Compiling may call filters, so a change of any module makes them anew.
    """

    def __init__(self, environment: Environment, folder: Path) -> None:
        """Let an environment use what earlier runs left in a folder."""
        library = Path(catalog.__file__).parent
        versions = (
            MAGIC_NUMBER.hex(),
            *map(version, ("jinja2", "markupsafe")),
            f"{environment.autoescape}",  # code that escapes nothing must never replace code that does
            *(path.read_text("utf-8") for path in sorted(library.rglob("*.py"))),
        )
        self._file = CacheFile(folder / "templates.bin", versions)
        content = self._file.read()
        self._known: dict[str, bytes] = marshal.loads(content) if content else {}
        self._has_new = False
        environment.bytecode_cache = self

    def load_bytecode(self, bucket: Bucket) -> None:  # noqa: D102
        if bucket.key in self._known:
            bucket.bytecode_from_string(self._known[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:  # noqa: D102
        self._known[bucket.key] = bucket.bytecode_to_string()
        self._has_new = True

    def save(self) -> None:
        """Write the templates if any is new."""
        if self._has_new:
            self._file.write(marshal.dumps(self._known))
            self._has_new = False
