"""The whole site: every file that is not a page, and the build from records to output."""
