"""Metadata of a paper from its link, arXiv, Crossref, DBLP and OpenAlex.

`link` reads facts off a URL. `services` says where services are; `client` sends, throttles and caches
requests to them, `transport` and `deadline` limit each. `arxiv`, `crossref`, `dblp` and `openalex` turn
replies into records, cleaned by `normalize`; `match` decides whether a record is the requested paper.
`resolve` asks the services in order, and `combine` turns their records into one `answer`.
"""
