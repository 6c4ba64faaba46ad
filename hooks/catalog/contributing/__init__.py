"""From a link or an issue to a record and a pull request.

`hints` and `proposal` make a record of a link. `issue` reads an issue, `reply` decides what to answer, and
`pull_request` sends the answer. `repository_settings` compares the settings of the repository with those that
it needs.

The text of an issue is written by strangers. It comes in through a file and leaves only as validated values:
the branch is named after the issue's number, the file after the record's ID.
"""
