"""The round `audit`: every arXiv ID and DOI against title and authors at its service.

`questions` ask for what is new or old, `registrations` are the answers, `findings` judges them, and `report`
tells them in an issue. It proposes no change of a record.
"""

from __future__ import annotations
