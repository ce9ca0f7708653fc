"""Readers of the environment. A value that cannot be used stops the start with its name and what to write.

An unset variable and an empty one are the same. Secrets and addresses with passwords are never shown.
"""

import os
import secrets
from collections.abc import Collection
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit
from zoneinfo import ZoneInfo

from django.core.exceptions import ImproperlyConfigured

ON = {"1", "true", "yes", "on"}
OFF = {"0", "false", "no", "off"}
DATABASE_HELP = "sqlite:///var/newsroom.sqlite3 or postgres://user:password@host:5432/name"
CACHE_HELP = "locmem:// or redis://host:6379/0"


def wrong(name: str, problem: str, write: str) -> ImproperlyConfigured:
    """The error to raise for the variable: what is the matter, and what to write."""
    return ImproperlyConfigured(f"{name}: {problem}. Write {write}.")


def load(path: Path) -> None:
    """Read NAME=value lines of a file into the environment, where it does not have them yet.

    No file, no effect. ``$`` is an ordinary character; quotes around a whole value are taken off.
    """
    if not path.is_file():
        return
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        text = line.strip()
        if not text or text.startswith("#"):
            continue
        name, equals, value = text.partition("=")
        name, value = name.removeprefix("export ").strip(), value.strip()
        if not equals or not name.isidentifier():
            raise wrong(f"{path.name}, line {number}", "not a setting", "NAME=value, or # before a remark")
        if len(value) > 1 and value[0] == value[-1] and value[0] in "'\"":
            value = value[1:-1]
        os.environ.setdefault(name, value)


def text(name: str, default: str = "") -> str:
    return os.environ.get(name, "").strip() or default


def boolean(name: str, default: bool) -> bool:
    value = text(name).lower()
    if not value:
        return default
    if value not in ON | OFF:
        raise wrong(name, f"{value!r} is neither yes nor no", "on or off")
    return value in ON


def integer(name: str, default: int, lowest: int = 0) -> int:
    value = text(name)
    if not value:
        return default
    if not (value.isascii() and value.isdecimal() and len(value) < 10 and int(value) >= lowest):
        raise wrong(name, f"{value!r} is not a whole number from {lowest}", f"for example {default}")
    return int(value)


def choice(name: str, default: str, choices: Collection[str]) -> str:
    value = text(name, default)
    if value not in choices:
        raise wrong(name, f"{value!r} is not known", "one of " + ", ".join(choices))
    return value


def words(name: str, default: Collection[str] = ()) -> list[str]:
    """A list written with commas."""
    found = [word.strip() for word in text(name).split(",") if word.strip()]
    return found or list(default)


def hosts(name: str, default: Collection[str]) -> list[str]:
    for host in (found := words(name, default)):
        if "/" in host or " " in host:
            raise wrong(name, f"{host!r} is not a host name", "names such as paper.example")
    return found


def origin(name: str, default: str) -> str:
    """A scheme and a host, no path, no final slash."""
    return _origin(name, text(name, default))


def origins(name: str, default: Collection[str]) -> list[str]:
    return [_origin(name, value) for value in words(name, default)]


def _origin(name: str, value: str) -> str:
    value = value.rstrip("/")
    parts = _split(name, value, "https://paper.example")
    is_origin = parts.scheme in {"http", "https"} and value == f"{parts.scheme}://{parts.netloc}"
    if not is_origin or not parts.hostname:
        raise wrong(name, f"{value!r} is not an origin", "scheme and host, for example https://paper.example")
    return value


def host_of(origin: str) -> str:
    return urlsplit(origin).hostname or ""


def folder(name: str, default: Path | None, base: Path) -> Path | None:
    """A folder, which need not be there yet; a relative one starts at ``base``."""
    if not (value := text(name)):
        return default
    path = base / Path(value).expanduser()
    if path.exists() and not path.is_dir():
        raise wrong(name, f"{value!r} is a file", "the path of a folder")
    return path


def path(name: str, default: Path | None, base: Path) -> Path | None:
    """A file or folder; a relative one starts at ``base``."""
    return base / Path(text(name)).expanduser() if text(name) else default


def time_zone(name: str, default: str) -> str:
    value = text(name, default)
    try:
        ZoneInfo(value)
    except (ValueError, OSError, KeyError) as error:
        raise wrong(name, f"{value!r} is not a time zone", "for example UTC or Asia/Almaty") from error
    return value


def database(name: str, default: str, base: Path) -> dict[str, Any]:
    """A database address as Django's ENGINE, NAME, HOST …; the query becomes OPTIONS."""
    parts = _split(name, text(name, default), DATABASE_HELP)
    wanted = unquote(parts.path[1:])
    if parts.scheme == "sqlite":
        if parts.netloc or not wanted:
            problem = "a relative path stands after three slashes, an absolute one after four"
            raise wrong(name, problem, DATABASE_HELP)
        return {"ENGINE": "django.db.backends.sqlite3", "NAME": base / wanted}
    if parts.scheme not in {"postgres", "postgresql"}:
        raise wrong(name, f"the kind {parts.scheme!r} is not known", DATABASE_HELP)
    if not wanted:
        raise wrong(name, "the database's name is missing", DATABASE_HELP)
    options = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": wanted,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or "") or options.pop("host", ""),
        "PORT": str(parts.port or ""),
        "OPTIONS": options,
    }


def cache(name: str, default: str) -> dict[str, Any]:
    """A cache address as an entry of Django's CACHES."""
    address = text(name, default)
    scheme = _split(name, address, CACHE_HELP).scheme
    if scheme == "locmem":
        return {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
    if scheme in {"redis", "rediss"}:
        return {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": address}
    raise wrong(name, f"the kind {scheme!r} is not known", CACHE_HELP)


def kept_secret(path: Path) -> str:
    """The secret in a file only its owner can read; made there when it is missing."""
    path.parent.mkdir(exist_ok=True)
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(50))
    except FileExistsError:
        pass
    return path.read_text()


def _split(name: str, address: str, write: str) -> Any:
    try:
        parts = urlsplit(address)
        _ = parts.port
    except ValueError as error:
        raise wrong(name, "the address cannot be read", write) from error
    return parts
