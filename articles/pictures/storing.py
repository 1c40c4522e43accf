"""Puts a picture's files into the media folder, whole or not at all."""

import os
import secrets
from pathlib import Path

from django.core.files.storage import default_storage

UNFINISHED = ".part"


def store(files: dict[str, bytes]) -> None:
    """Write all of these files (name → bytes), or none; raises OSError when that fails.

    A file appears under its name only when all of it is on the disk.
    """
    written: list[str] = []
    try:
        for name, content in files.items():
            _write(Path(default_storage.path(name)), content)
            written.append(name)
    except OSError:
        remove(written)
        raise


def remove(names: list[str]) -> None:
    """Take files away again; one that is gone already is no error."""
    for name in names:
        Path(default_storage.path(name)).unlink(missing_ok=True)


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f".{secrets.token_hex(8)}{UNFINISHED}")
    try:
        with unfinished.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if default_storage.file_permissions_mode is not None:
            unfinished.chmod(default_storage.file_permissions_mode)
        unfinished.rename(path)
    except OSError:
        unfinished.unlink(missing_ok=True)
        raise
