"""The one door for pictures: whatever somebody uploads leaves here as a plain JPEG of our making.

When the transaction around it is undone, the files stay: they have names nobody can guess and no
row, so nobody reaches them. Who knows of it calls `discard`.
"""

import hashlib
import logging
import secrets
import threading
from datetime import datetime
from typing import NamedTuple

from django.core.files import File
from django.utils import timezone
from django.utils.translation import gettext as _
from PIL import Image

from accounts.models import User
from articles.markup.tokens import without_controls
from articles.models import Photo
from articles.pictures import making, renditions, storing
from articles.pictures.decoding import MAX_PIXELS, Moves, NotAPicture, TooManyPixels, decode, encode

MAX_BYTES = 20 * 1024 * 1024
QUALITY = 85
GLIMPSE = 640  # pixels of the longer side

log = logging.getLogger(__name__)
_one_at_a_time = threading.Lock()  # decoded pictures are large; a process holds one


class Glimpse(NamedTuple):
    """A photo that is not stored: a JPEG, and its size in pixels."""

    data: bytes
    width: int
    height: int


class PictureRefused(Exception):
    """A file is not taken; the sentence names it and says why."""


def accept(upload: File, *, by: User | None, now: datetime) -> Photo:
    """Return the saved photo that was made of an upload.

    Raises PictureRefused for what is empty, larger than MAX_BYTES, no JPEG, PNG or WebP, damaged,
    moving, of more than MAX_PIXELS, or cannot be stored.
    """
    name = _called(upload)
    _check_size(upload, name)
    with _one_at_a_time:
        stored_as = f"foto/{timezone.localtime(now):%Y}/{secrets.token_hex(16)}.jpg"
        size, files = _make(upload, name, stored_as)
    return _keep(size, files, stored_as, name=name, by=by, now=now)


def glimpse(upload: File) -> Glimpse:
    """Return what an upload shows, small enough to travel within a page; nothing is stored.

    Raises PictureRefused for what `accept` would refuse, except that there is no room.
    """
    name = _called(upload)
    _check_size(upload, name)
    with _one_at_a_time:
        image, _form = _decoded(upload, name)
        image.thumbnail((GLIMPSE, GLIMPSE))
        return Glimpse(encode(image, quality=QUALITY), *image.size)


def discard(photo: Photo) -> None:
    """Remove the files of a photo whose row is gone, because its transaction was undone."""
    storing.remove([photo.file.name, *renditions.beside(photo.file.name, photo.width)])


def _called(upload: File) -> str:
    """Return the last part of a file's name, fit to be shown."""
    name = without_controls(upload.name or "").replace("\\", "/").rpartition("/")[2].strip()
    return f"{name[:40]}…{name[-15:]}" if len(name) > 60 else name or _("The file")


def _check_size(upload: File, name: str) -> None:
    if not upload.size:
        raise PictureRefused(_("%(name)s is empty.") % {"name": name})
    if upload.size > MAX_BYTES:
        limit = MAX_BYTES // 1024**2
        sentence = _("%(name)s is larger than %(limit)d MB. Choose a smaller photo.")
        raise PictureRefused(sentence % {"name": name, "limit": limit})


def _make(upload: File, name: str, stored_as: str) -> tuple[tuple[int, int], dict[str, bytes]]:
    """Return the photo's size and its files, name → content; the last is the photo itself."""
    image, form = _decoded(upload, name)
    sharp = form == "PNG"  # screenshots and posters
    files = making.files_beside(image, stored_as, sharp=sharp)
    return image.size, {**files, stored_as: encode(image, quality=QUALITY, sharp=sharp)}


def _decoded(upload: File, name: str) -> tuple[Image.Image, str]:
    """Return the picture in an upload and the format it came in."""
    upload.seek(0)
    try:
        return decode(upload)
    except TooManyPixels as error:
        sentence = _("%(name)s has more than %(limit)d megapixels. Make it smaller first.")
        limit = MAX_PIXELS // 1_000_000
        raise PictureRefused(sentence % {"name": name, "limit": limit}) from error
    except Moves as error:
        sentence = _("%(name)s is a moving picture. Choose a still one.")
        raise PictureRefused(sentence % {"name": name}) from error
    except NotAPicture as error:
        sentence = _("%(name)s is damaged or no photo we can read. Use JPEG, PNG or WebP.")
        raise PictureRefused(sentence % {"name": name}) from error


def _keep(
    size: tuple[int, int],
    files: dict[str, bytes],
    stored_as: str,
    *,
    name: str,
    by: User | None,
    now: datetime,
) -> Photo:
    try:
        storing.store(files)
    except OSError as error:
        log.exception("a photo could not be stored")
        sentence = _("%(name)s could not be stored: the server has no room or no right to write.")
        raise PictureRefused(sentence % {"name": name}) from error
    try:
        return Photo.objects.create(
            file=stored_as,
            width=size[0],
            height=size[1],
            sha256=hashlib.sha256(files[stored_as]).hexdigest(),
            uploaded_by=by,
            uploaded_at=now,
        )
    except Exception:
        storing.remove(list(files))
        raise
