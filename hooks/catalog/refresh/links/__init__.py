"""The round `links`: a memory for links, so that none is called dead because its host had a bad day.

`network` connects to public addresses only, `request` sends one request, `robots` reads robots.txt, `turns`
keeps requests to a host apart, and `probe` follows redirects to an observation. `memory` keeps observations,
`states` decides what they say about a link, `survey` asks many hosts at a time, and `report` tells it.
"""

from __future__ import annotations
