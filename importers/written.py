"""What a command writes: a file is there when it is complete, and not before."""

import errno
import os
import shutil
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO


@contextmanager
def written(path: Path) -> Iterator[IO[str]]:
    """Somewhere to write what ``path`` shall hold; if it is a link, what that leads to. What was there stays if this
    is left by an error. A pipe or a device is no file to be replaced, and is written to at once.

    Raises OSError, before anything can be written, if it cannot be.
    """
    if _is_in_place(path):
        with path.open("w", encoding="utf-8") as out:
            yield out
        return
    target = Path(os.path.realpath(path))
    part = target.with_name(target.name + ".part")
    out = part.open("w", encoding="utf-8")  # what cannot be opened is another's, and stays
    try:
        with out:
            with suppress(FileNotFoundError):
                shutil.copymode(target, part)  # who may read the old one, and nobody else
            yield out
        part.replace(target)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


@contextmanager
def until_nobody_reads() -> Iterator[None]:
    """Write to standard output; if whoever reads it has had enough, as ``head`` has, that is the end of it."""
    try:
        yield
        sys.stdout.flush()
    except BrokenPipeError:
        # Python writes what is left when it ends, and would complain again.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _is_in_place(path: Path) -> bool:
    try:
        mode = os.stat(path).st_mode
    except FileNotFoundError:
        return False
    if stat.S_ISDIR(mode):
        raise IsADirectoryError(errno.EISDIR, "it is a folder", str(path))
    if not os.access(path, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
    # What /dev/stdout leads to may be a file, which others have open.
    return not stat.S_ISREG(mode) or path.is_relative_to("/dev")
