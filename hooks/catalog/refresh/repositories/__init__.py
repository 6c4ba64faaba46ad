"""The round `repositories`: records of code repositories against what GitHub has today.

`questions` asks, `states` keeps the answers. `contents`, `weights` and `licenses` derive facts from trees
and READMEs; `merge` applies only what has changed since the commit that a record speaks of, so that facts
corrected by hand stay; `texts` writes records, and `report` what people read.
"""

from __future__ import annotations
