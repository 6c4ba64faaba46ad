"""The whole site: every file that is no page, and the build from records to output."""
