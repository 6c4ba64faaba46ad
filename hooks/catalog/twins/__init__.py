"""The catalog in forms for programs and agents: Markdown twins of the pages, and llms.txt."""
