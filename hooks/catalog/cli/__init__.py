"""The command `catalog`, one file a command."""
