"""From a link or an issue to a record and a pull request.

`hints` and `proposal` make a record of a link. `issue` reads an issue, and `reply` decides what to answer.
`messages` are answers and outcomes of rounds for the job that has a token, `send` sends them, and `github` is
what they lead to. `repository_settings` compares the settings of the repository with those that it needs.

The text of an issue is written by strangers. It comes in through a file and leaves only as validated values:
the branch is named after the issue's number, the file after the record's ID.
"""
