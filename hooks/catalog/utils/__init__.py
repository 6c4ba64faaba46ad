"""General helpers, independent of the catalog: text, URLs, JSON, dates, git, GitHub Markdown, gc."""
