"""The catalog of talking-face research: files to records, checked, and ready for pages.

Each stage imports only stages to its left, and none imports MkDocs:
`collector`, `source` -> `parse_cache`, `texts`, `fields`, `schema`, `validate` -> `model`, `load` ->
`checks` -> `page` -> `views` -> `citing` -> `sections`, `entries` -> `anchor` -> `charts`, `csp`, `index`,
`coins`, `jsonld`, `machines`, `redirects`, `api`, `commits` -> `changes` -> `news` -> `feeds` ->
`importing` -> `told` -> `lookup` -> `adding` -> `rulebook`, `credits`, `examples` -> `files`, `pieces`,
`pouring`, `render` -> `moving` -> `rescue`, `reviewing`, `proposing`.
"""

from __future__ import annotations

from catalog.documents.problems import Problem
from catalog.records.catalog import Author, Catalog
from catalog.records.schema import Dataset, Paper

__all__ = ["Author", "Catalog", "Dataset", "Paper", "Problem"]
