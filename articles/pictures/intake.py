"""The one door for pictures: whatever somebody uploads leaves here as a plain JPEG of our making.

When the transaction around it is undone, the files stay: they have names nobody can guess and no
row, so nobody reaches them. Who knows of it calls `discard`.
"""

import hashlib
import logging
import secrets
import threading
from datetime import datetime

from django.core.files import File
from django.utils import timezone
from django.utils.translation import gettext as _
from PIL import Image

from accounts.models import User
from articles.markup.tokens import without_controls
from articles.models import Photo
from articles.pictures import renditions, storing
from articles.pictures.decoding import MAX_PIXELS, Moves, NotAPicture, TooManyPixels, decode, encode

MAX_BYTES = 20 * 1024 * 1024
QUALITY = 85
SMALL_QUALITY = 78

log = logging.getLogger(__name__)
_one_at_a_time = threading.Lock()  # decoded pictures are large; a process holds one


class PictureRefused(Exception):
    """A file is not taken; the sentence names it and says why."""


def accept(upload: File, *, by: User | None, now: datetime) -> Photo:
    """Return the saved photo that was made of an upload.

    Raises PictureRefused for what is empty, larger than MAX_BYTES, no JPEG, PNG or WebP, damaged,
    moving, of more than MAX_PIXELS, or cannot be stored.
    """
    name = _called(upload)
    if not upload.size:
        raise PictureRefused(_("%(name)s is empty.") % {"name": name})
    if upload.size > MAX_BYTES:
        limit = MAX_BYTES // 1024**2
        sentence = _("%(name)s is larger than %(limit)d MB. Choose a smaller photo.")
        raise PictureRefused(sentence % {"name": name, "limit": limit})
    with _one_at_a_time:
        size, files = _make(upload, name)
    return _keep(size, files, name=name, by=by, now=now)


def discard(photo: Photo) -> None:
    """Remove the files of a photo whose row is gone, because its transaction was undone."""
    widths = renditions.widths_of(photo.width)
    storing.remove([photo.file.name, *(renditions.name_of(photo.file.name, w) for w in widths)])


def _called(upload: File) -> str:
    """Return the last part of a file's name, fit to be shown."""
    name = without_controls(upload.name or "").replace("\\", "/").rpartition("/")[2].strip()
    return f"{name[:40]}…{name[-15:]}" if len(name) > 60 else name or _("The file")


def _make(upload: File, name: str) -> tuple[tuple[int, int], dict[int, bytes]]:
    """Return the photo's size and its files by width; the widest is the photo itself."""
    upload.seek(0)
    try:
        image, form = decode(upload)
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
    sharp = form == "PNG"  # screenshots and posters
    files = {
        width: encode(_shrunk(image, width), quality=SMALL_QUALITY, sharp=sharp)
        for width in renditions.widths_of(image.width)
    }
    return image.size, {**files, image.width: encode(image, quality=QUALITY, sharp=sharp)}


def _shrunk(image: Image.Image, width: int) -> Image.Image:
    height = renditions.height_of(width, photo_width=image.width, photo_height=image.height)
    return image.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=2.0)


def _keep(
    size: tuple[int, int],
    files: dict[int, bytes],
    *,
    name: str,
    by: User | None,
    now: datetime,
) -> Photo:
    stored_as = f"foto/{timezone.localtime(now):%Y}/{secrets.token_hex(16)}.jpg"
    *smaller, original = sorted(files)
    named = {renditions.name_of(stored_as, width): files[width] for width in smaller}
    named[stored_as] = files[original]
    try:
        storing.store(named)
    except OSError as error:
        log.exception("a photo could not be stored")
        sentence = _("%(name)s could not be stored: the server has no room or no right to write.")
        raise PictureRefused(sentence % {"name": name}) from error
    try:
        return Photo.objects.create(
            file=stored_as,
            width=size[0],
            height=size[1],
            sha256=hashlib.sha256(files[original]).hexdigest(),
            uploaded_by=by,
            uploaded_at=now,
        )
    except Exception:
        storing.remove(list(named))
        raise
