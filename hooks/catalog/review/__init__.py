"""What a pull request is told: what counts against it, and what it changes.

`revisions` (git) -> `review` (which problems decide) -> `touched` (records), `nearest`, `markdown`
-> `summary` (Markdown for GitHub), `gallery` (the cards) -> `command`.
"""
