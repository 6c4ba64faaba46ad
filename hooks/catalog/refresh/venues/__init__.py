"""The round `venues`: where preprints were published, according to their authors, proceedings and indexes.

`questions` ask the `services` for what is new or old, and `replies` keep what they send. `matching` finds the
records of a paper, `statements` reads them: `names` knows venues, `comments` what authors write, with
`sentences`, `years` and `tracks`. `judgment` decides what follows, `proposals` writes it into records, and
`report` shows the evidence.
"""

from __future__ import annotations
