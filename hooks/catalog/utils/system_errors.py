"""Faults of the machine or the checkout, each in a sentence that says what to do."""

from __future__ import annotations

import errno

ADVICE = {
    errno.ENOSPC: "the disk is full. Free some space, and run this again",
    errno.EDQUOT: "your disk quota is used up. Free some space, and run this again",
    errno.EFBIG: "the file would be larger than this system allows. Raise the limit (`ulimit -f`)",
    errno.EROFS: "the file system is read-only. Use a checkout in a folder that you can write to",
    errno.EACCES: "permission denied. Give yourself the rights to it (`chmod`), or use another folder",
    errno.EPERM: "operation not permitted. Give yourself the rights to it, or use another folder",
    errno.ENOTDIR: "a file is where a folder is expected. Rename or delete that file",
    errno.EEXIST: "a file is where a folder is expected. Rename or delete that file",
    errno.EISDIR: "a folder is where a file is expected. Rename or delete that folder",
    errno.ENOENT: "it does not exist. Restore it, or run this again if it was deleted in the meantime",
    errno.ENAMETOOLONG: "the name is too long for this file system. Use a shorter path",
    errno.ELOOP: "its symbolic links lead in a circle. Replace them by the files themselves",
    errno.EMFILE: "too many open files. Raise the limit (`ulimit -n`)",
    errno.EIO: "the disk reports an error. Check the disk, or use a checkout on another one",
}
"""Causes and what to do, by error number."""


class SetupError(Exception):
    """The machine or the checkout keeps the program from working; the message says what to do."""


def explain_os_error(error: OSError) -> str:
    """Return where a file operation failed, why, and what to do.

    >>> explain_os_error(OSError(errno.ENOSPC, "No space left on device", "site/index.html"))
    'Cannot read or write site/index.html: the disk is full. Free some space, and run this again.'
    """
    if error.errno is None:
        return str(error)
    place = " and ".join(str(name) for name in (error.filename, error.filename2) if name) or "a file"
    reason = ADVICE.get(error.errno) or error.strerror
    return f"Cannot read or write {place}: {reason}."
