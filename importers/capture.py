"""Opens captures and nothing else does: which files of a folder to read, and one file's bytes as a `Page`."""

import errno
import hashlib
import os
import stat
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from importers.lines import BYTE_ORDER_MARKS, decode
from importers.segments import Page

MIB = 1024 * 1024
LIMIT = 5 * MIB
# A captured page has some hundreds of lines; each costs memory and a place in the outline, whatever its length.
LINE_COUNT_LIMIT = 20_000
# The longest page flattened into one paragraph has some 60,000 characters.
LINE_LENGTH_LIMIT = 250_000
# More control characters than this share of the first bytes, and the file is no text.
CONTROL_SHARE = 0.05
SNIFFED = 8192
SUFFIX = ".txt"

CONTROL_BYTES = bytes(set(range(32)) - set(b"\t\n\r\x0b\x0c\x1b")) + b"\x7f"
SIGNATURES = (
    (b"%PDF-", "a PDF document"),
    (b"PK\x03\x04", "a ZIP archive or office document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
)
SPECIAL = (
    (stat.S_ISDIR, "is a folder"),
    (stat.S_ISFIFO, "is a pipe"),
    (stat.S_ISSOCK, "is a socket"),
    (stat.S_ISCHR, "is a device"),
    (stat.S_ISBLK, "is a device"),
)
PLAIN_FILE = "Give the importer plain text files only."


class CaptureError(Exception):
    """A capture that cannot be read: which, why, and what the operator can do."""

    def __init__(self, path: Path, reason: str, hint: str) -> None:
        super().__init__(f"{printable(os.fspath(path))}: {reason}. {hint}")
        self.path = path
        self.reason = reason
        self.hint = hint

    def __reduce__(self) -> tuple[type["CaptureError"], tuple[Path, str, str]]:
        # Workers hand errors to the parent process; the default would pickle the sentence alone.
        return CaptureError, (self.path, self.reason, self.hint)


def printable(name: str) -> str:
    """A file name that can be printed and stored whatever bytes it has."""
    if name.isprintable():
        return name
    text = name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in text)


def read_capture(path: Path, limit: int = LIMIT) -> Page:
    """The capture's bytes and lines. Raises `CaptureError` with a sentence for the operator."""
    content = _content(path, limit)
    _refuse_what_is_no_text(path, content)
    _refuse_many_lines(path, content)
    page = page_of(printable(path.name), content)
    _refuse_long_lines(path, page)
    return page


def sum_of(path: str) -> str | None:
    """The SHA-256 of a file's bytes; None for one that is no capture, of which its reader will say why."""
    try:
        return hashlib.sha256(_content(Path(path), LIMIT)).hexdigest()
    except CaptureError:
        return None


def page_of(name: str, content: bytes) -> Page:
    """The page that ``content`` is, wherever the bytes come from: a file, or a capture kept earlier."""
    decoded = decode(content)
    return Page(
        name=name,
        content=content,
        sha256=hashlib.sha256(content).hexdigest(),
        encoding=decoded.encoding,
        lines=decoded.lines,
        repairs=decoded.repairs,
    )


def find_captures(paths: Iterable[Path]) -> Iterator[Path | CaptureError]:
    """The capture files that files and folders stand for, in an order that does not depend on the machine.

    A file that is named is taken whatever it is called; in a folder, and the folders in it, ``*.txt`` but hidden ones.
    Symbolic links inside a folder are refused, each by name: they may lead out of it, or round in a loop.
    """
    roots = list(dict.fromkeys(_resolved(path) for path in paths))
    named = frozenset(roots)
    for root in roots:
        # `os.path` answers for any path; `Path` raises for a name that is too long or a folder that is closed.
        if os.path.isdir(root):
            yield from _folder(root, named)
        elif os.path.lexists(root):
            yield root
        else:
            yield _missing(root)


def _resolved(path: Path) -> Path:
    try:
        return path.resolve()
    except (OSError, RuntimeError):  # a loop of links: reported when it is opened
        return Path(os.path.abspath(path))


def _missing(path: Path) -> CaptureError:
    try:
        os.lstat(path)
    except OSError as error:
        return _cannot_open(path, error)
    return CaptureError(path, "does not exist", "Check the path.")


def _folder(root: Path, named: frozenset[Path]) -> Iterator[Path | CaptureError]:
    """What is in a folder and in those in it, which may lie deeper than functions can call each other."""
    found = False
    ahead = _listed(root)
    while ahead:
        entry = ahead.pop()
        if isinstance(entry, CaptureError):
            found = True
            yield entry
            continue
        path = Path(entry.path)
        is_text = entry.name.lower().endswith(SUFFIX)
        if entry.is_symlink():
            if is_text or os.path.isdir(path):
                found = True
                yield _refused_link(path)
        elif path in named:  # it comes in its own turn
            continue
        elif entry.is_dir(follow_symlinks=False):
            ahead += _listed(path)
        elif is_text:
            found = True
            yield path
    if not found and not any(root in path.parents for path in named):
        yield CaptureError(
            root, f"has no {SUFFIX} file", f"Name a folder of captures, or rename them to *{SUFFIX}."
        )


def _listed(folder: Path) -> list[os.DirEntry[str] | CaptureError]:
    """The entries of a folder, the first one last; or why there are none."""
    try:
        with os.scandir(folder) as listing:
            entries = [entry for entry in listing if not entry.name.startswith(".")]
    except OSError as error:
        return [CaptureError(folder, f"cannot be listed ({_why(error)})", "Check its permissions.")]
    return [*sorted(entries, key=lambda entry: entry.name, reverse=True)]


def _refused_link(path: Path) -> CaptureError:
    try:
        target = printable(os.readlink(path))
    except OSError as error:
        return _cannot_open(path, error)
    return CaptureError(path, f"is a symbolic link to {target}", "Name its target if it should be read.")


def _content(path: Path, limit: int) -> bytes:
    with _opened(path) as handle:
        status = os.fstat(handle)
        _refuse_special(path, status.st_mode)
        if status.st_size > limit:
            raise _too_large(path, status.st_size, limit)
        try:
            content = _bytes(handle, limit + 1)
        except OSError as error:
            raise CaptureError(path, f"cannot be read ({_why(error)})", "Check the disk.") from error
    if len(content) > limit:  # it grew after its size was asked
        raise _too_large(path, len(content), limit)
    return content


@contextmanager
def _opened(path: Path) -> Iterator[int]:
    try:
        # Without O_NONBLOCK a pipe that nobody writes to would hold the run for ever.
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError as error:
        raise _cannot_open(path, error) from error
    except ValueError as error:  # a name that no system takes; files that are found have none such
        raise CaptureError(path, f"cannot be opened ({error})", "Check the path.") from error
    try:
        yield handle
    finally:
        os.close(handle)


def _bytes(handle: int, most: int) -> bytes:
    parts: list[bytes] = []
    while most > 0 and (part := os.read(handle, most)):
        parts.append(part)
        most -= len(part)
    return b"".join(parts)


def _cannot_open(path: Path, error: OSError) -> CaptureError:
    if error.errno in (errno.ELOOP, errno.EMLINK):
        return CaptureError(path, "is a symbolic link", "Name its target if it should be read.")
    if error.errno == errno.ENXIO:
        return CaptureError(path, "is a socket or a device without a driver", PLAIN_FILE)
    if error.errno == errno.ENOENT:
        return CaptureError(path, "does not exist", "Check the path.")
    if error.errno in (errno.EACCES, errno.EPERM):
        return CaptureError(path, "may not be read by this user", "Check its permissions.")
    return CaptureError(path, f"cannot be opened ({_why(error)})", "Check the path.")


def _refuse_special(path: Path, mode: int) -> None:
    if stat.S_ISREG(mode):
        return
    words = next((words for is_it, words in SPECIAL if is_it(mode)), "is no plain file")
    raise CaptureError(path, words, PLAIN_FILE)


def _too_large(path: Path, size: int, limit: int) -> CaptureError:
    return CaptureError(
        path,
        f"has {size:,} bytes; at most {limit:,} are read",
        "A captured page is some kilobytes; split the file into one page each.",
    )


def _refuse_what_is_no_text(path: Path, content: bytes) -> None:
    if not content:
        raise CaptureError(path, "is empty", "Capture the page again.")
    for start, words in SIGNATURES:
        if content.startswith(start):
            raise CaptureError(path, f"is {words}, not text", "Save the page as plain text.")
    if not content.startswith(tuple(mark for mark, _ in BYTE_ORDER_MARKS)):
        _refuse_binary(path, content)
    if not content.strip(b" \t\r\n\x0b\x0c\x00\xef\xbb\xbf\xff\xfe"):
        raise CaptureError(path, "holds nothing but white space", "Capture the page again.")


def _refuse_many_lines(path: Path, content: bytes) -> None:
    # Counted in the bytes: millions of lines must be refused before each has become an object.
    count = content.count(b"\n") + content.count(b"\r") - content.count(b"\r\n")
    if count > LINE_COUNT_LIMIT:
        raise CaptureError(
            path,
            f"has {count:,} lines; a captured page has at most {LINE_COUNT_LIMIT:,}",
            "Split the file into one page each.",
        )


def _refuse_long_lines(path: Path, page: Page) -> None:
    if len(page.content) <= LINE_LENGTH_LIMIT:  # no text has more characters than bytes
        return
    longest = max(len(line.raw) for line in page.lines)
    if longest > LINE_LENGTH_LIMIT:
        raise CaptureError(
            path,
            f"has a line of {longest:,} characters; the longest that is read has {LINE_LENGTH_LIMIT:,}",
            "Check that it is the text of a page, and that its line ends are there.",
        )


def _refuse_binary(path: Path, content: bytes) -> None:
    if b"\x00" in content:
        raise CaptureError(
            path,
            "holds NUL bytes: binary, or UTF-16 without its mark",
            "Save it as UTF-8 text.",
        )
    start = content[:SNIFFED]
    controls = len(start) - len(start.translate(None, CONTROL_BYTES))
    if controls > CONTROL_SHARE * len(start):
        raise CaptureError(
            path, "is binary: every few bytes a control character", "Save the page as plain text."
        )


def _why(error: OSError) -> str:
    return error.strerror or type(error).__name__
