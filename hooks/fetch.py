"""Fetch the answers that earlier rounds of upkeep kept: `python3 -I hooks/fetch.py --help`.

It runs in jobs with a token, so it needs only the standard library, and so do the modules that it imports.
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))  # -I leaves it out

from catalog.contributing.fetch import main

if __name__ == "__main__":
    print(main())
