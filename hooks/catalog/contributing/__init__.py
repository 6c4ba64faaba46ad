"""An issue that asks for a paper, to a pull request: read (`issue`), decided (`reply`), and sent (`send`).

The text of an issue is a stranger's. It reaches this code through a file, and leaves it only as values that
were checked: the branch is named by the issue's number, the file by the record's id.
"""
