"""The whole catalog in files for programs: an SQLite database, and metadata that describes and cites it."""
