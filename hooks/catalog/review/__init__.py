"""Review of a change: which problems count against it, and which records it adds, changes or removes.

`revisions` reads the earlier version from git, `versions` restores its catalog, and `review` decides which
problems count, with `lost_pages` and `outdated_files`. `changed_records`, `similar` and `list_md` describe
the change, `summary` renders it as Markdown for GitHub, and `gallery` renders its records as cards.
"""
