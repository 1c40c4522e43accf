"""The salts of days: random, the same on every machine, known before their day begins.

The database decides what the salt of a day is. Today's and tomorrow's are fetched ahead and kept
in memory and in a file of the journal's folder that only this user may read, so that midnight and
a new process do well without the database. They are forgotten in all three places.
"""

import json
import logging
import os
import secrets
import threading
import time
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from django.conf import settings
from django.db import Error
from django.db.backends.base.base import BaseDatabaseWrapper

from articles.readership.attempts import attempt
from articles.readership.keyed_digests import KeyedDigest
from articles.readership.statements import salts as statements

log = logging.getLogger(__name__)

_BYTES = 32
_FILE = "salts.json"
_UNFINISHED_SECONDS = 60  # nobody takes so long to write it
_PAUSE_SECONDS = 1.0  # after the database could not say: pages do not wait for it again at once


@dataclass(frozen=True, slots=True)
class Salt:
    """The salt of a day, and what makes keys with it: of visitors, and of addresses alone."""

    secret: bytes
    visitors: KeyedDigest
    addresses: KeyedDigest


class UnknownSalt(Exception):
    """The database has not said yet what the salt of a day is."""


_known: dict[date, Salt] = {}
_lock = threading.Lock()
_next_try = 0.0


def salt_of(day: date) -> Salt:
    """Return the day's salt, making it when this is the first process to ask.

    Raises `UnknownSalt` when nobody knows it and the database is away; a page waits for that once
    a second at most.
    """
    return _known.get(day) or _look_up(day)


def fetch_ahead(today: date, *, using: str) -> None:
    """Fetch the salts of today and tomorrow, and forget those of days before yesterday.

    Also finds out when the database was put back from a backup and knows other ones. Raises
    Django's database errors.
    """
    found = {day: _fetched(day, using=using) for day in (today, today + timedelta(days=1))}
    with _lock:
        _known.update(found)
        for day in [day for day in _known if day < today - timedelta(days=1)]:
            del _known[day]
        kept = {day.isoformat(): salt.secret.hex() for day, salt in sorted(_known.items())}
    _write(settings.READS_JOURNAL_DIR, kept)


def forget(before: date | None = None) -> None:
    """Forget the salts of days before this one in memory and in the file; without a day, those in
    memory: the next request looks them up again."""
    with _lock:
        for day in [day for day in _known if before is None or day < before]:
            del _known[day]
    if before is not None:
        kept = {day: salt for day, salt in _read().items() if day >= before.isoformat()}
        if kept != _read():
            _write(settings.READS_JOURNAL_DIR, kept)
        _remove_unfinished(settings.READS_JOURNAL_DIR)


def _look_up(day: date) -> Salt:
    global _next_try
    if not _lock.acquire(timeout=_PAUSE_SECONDS):
        raise UnknownSalt("Somebody else is still asking for the salt of the day.")
    try:
        if salt := _known.get(day):
            return salt
        if secret := _read().get(day.isoformat()):
            return _known.setdefault(day, _made_of(bytes.fromhex(secret)))
        if time.monotonic() < _next_try:
            raise UnknownSalt("The database could not be asked for the salt of the day.")
        try:
            salt = _fetched(day, using=settings.READS_DATABASE)
        except Error as error:
            _next_try = time.monotonic() + _PAUSE_SECONDS
            raise UnknownSalt("The database could not be asked for the salt of the day.") from error
        for other in [other for other in _known if abs((other - day).days) > 1]:
            del _known[other]  # a salt is to be forgotten in memory too
        return _known.setdefault(day, salt)
    finally:
        _lock.release()


def _fetched(day: date, *, using: str) -> Salt:
    return attempt(lambda connection: _stored(connection, day), using=using)


def _stored(connection: BaseDatabaseWrapper, day: date) -> Salt:
    stored_day = connection.ops.adapt_datefield_value(day)
    with connection.cursor() as cursor:
        secret = statements.find_salt(cursor, stored_day)
        if secret is None:
            new = _remembered(day) or secrets.token_bytes(_BYTES)
            statements.offer_salt(cursor, stored_day, new)
            secret = statements.find_salt(cursor, stored_day)
    return _made_of(secret)


def _remembered(day: date) -> bytes:
    """Return the salt that this process or this machine knows: a backup may have lost it."""
    if day in _known:
        return _known[day].secret
    return bytes.fromhex(_read().get(day.isoformat(), ""))


def _made_of(secret: bytes) -> Salt:
    visitors = KeyedDigest(secret)
    return Salt(secret, visitors, KeyedDigest(visitors.of(b"addresses")))


def _read() -> dict[str, str]:
    """Return the salts of the file by day; none when there is no file, or not a whole one."""
    try:
        kept = json.loads((settings.READS_JOURNAL_DIR / _FILE).read_bytes())
        return {day: salt for day, salt in kept.items() if len(bytes.fromhex(salt)) == _BYTES}
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, AttributeError, TypeError) as error:
        log.warning("The file of salts cannot be used: %s.", type(error).__name__)
        return {}


def _write(folder: Path, kept: dict[str, str]) -> None:
    """Put these salts into the file, and leave nothing of what it said before."""
    if kept == _read():
        return
    path, new = folder / _FILE, folder / f"{_FILE}.{secrets.token_hex(8)}"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        old = os.open(path, os.O_WRONLY) if path.exists() else None
        with os.fdopen(os.open(new, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as file:
            json.dump(kept, file)
        os.replace(new, path)
        if old is not None:
            _overwrite(old)
    except OSError as error:  # memory knows them; only a new process without database would not
        new.unlink(missing_ok=True)
        log.warning("The file of salts could not be written: %s.", error.strerror)


def _remove_unfinished(folder: Path) -> None:
    """Remove what processes left that were killed while they wrote: it would outlive its days."""
    for path in folder.glob(f"{_FILE}.*"):
        try:
            if time.time() - path.stat().st_mtime > _UNFINISHED_SECONDS:
                _overwrite(os.open(path, os.O_WRONLY))
                path.unlink()
        except OSError as error:  # gone by itself, or not ours
            log.warning("An unfinished file of salts stays: %s.", error.strerror)


def _overwrite(file: int) -> None:
    """Put zeros over an open file, and close it."""
    try:
        os.write(file, bytes(os.fstat(file).st_size))
    finally:
        os.close(file)


def _begin_anew() -> None:
    global _lock
    _lock = threading.Lock()  # another thread may have held it when the process was copied


os.register_at_fork(after_in_child=_begin_anew)
