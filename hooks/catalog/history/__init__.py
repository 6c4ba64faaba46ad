"""The catalog over time: the git log, changes from day to day, news, feeds and contributors."""
