"""Makes the files that lie beside a photo, when it comes in or when one of them is asked for.

Photos that came in before a size was thought of get it the first time somebody asks, or all at
once by `make_renditions`. What is made depends on the photo alone, so nothing here needs a table.
"""

import logging
import threading
from collections.abc import Iterable

from django.core.files.storage import default_storage
from PIL import Image, ImageOps

from articles.pictures import renditions, storing
from articles.pictures.decoding import encode, encode_light
from articles.pictures.renditions import LIGHT, SHARE, SHARED, Made

SMALL_QUALITY = 78
LIGHT_QUALITY = 74
SHARED_BYTES = 250_000  # WhatsApp shows nothing heavier
SHARED_QUALITIES = (84, 76, 66, 54, 40, 25, 10)

log = logging.getLogger(__name__)
_one_at_a_time = threading.Lock()  # decoded pictures are large; a process holds one


def files_beside(image: Image.Image, name: str, *, sharp: bool = False) -> dict[str, bytes]:
    """Return all files that belong beside a photo of this name: name → content."""
    return _contents(image, renditions.beside(name, image.width), sharp=sharp)


def make_missing(name: str) -> bool:
    """Make one file beside a photo that is there; say whether it lies there now.

    Nothing is made of a name that no page of ours would ask for.
    """
    photo = renditions.photo_of(name)
    if not photo or not default_storage.exists(photo):
        return False
    with _one_at_a_time:
        try:
            return default_storage.exists(name) or bool(_make(photo, [name]))
        except OSError:
            log.exception("a size of a photo could not be made")
            return False


def make_all_missing(photo: str) -> int:
    """Make every file that a photo lacks, and return how many; OSError when it cannot be read."""
    with _one_at_a_time:
        return _make(photo, None)


def shared(image: Image.Image) -> bytes:
    """Return the picture for those who pass a story on: its middle, exactly SHARED, and light."""
    cut = ImageOps.fit(image, SHARED, Image.Resampling.LANCZOS)
    for quality in SHARED_QUALITIES:
        content = encode(cut, quality=quality)
        if len(content) <= SHARED_BYTES:
            break
    return content


def _make(photo: str, names: Iterable[str] | None) -> int:
    """Make these files of a photo, or all it lacks; return how many were made."""
    with default_storage.open(photo) as file, Image.open(file, formats=("JPEG",)) as image:
        wanted = renditions.beside(photo, image.width)
        lacking = [
            name
            for name in (wanted if names is None else names)
            if name in wanted and not default_storage.exists(name)
        ]
        if not lacking:
            return 0
        picture = image.convert("RGB")
    files = _contents(picture, {name: wanted[name] for name in lacking})
    storing.store(files)
    return len(files)


def _contents(
    image: Image.Image, wanted: dict[str, Made], *, sharp: bool = False
) -> dict[str, bytes]:
    """Return the content of each file; a width is drawn once, whatever it is written as."""
    drawn = {image.width: image}
    files = {}
    for name, made in wanted.items():
        if made.kind == SHARE:
            files[name] = shared(image)
            continue
        if made.width not in drawn:
            drawn[made.width] = _shrunk(image, made.width)
        files[name] = _written(drawn[made.width], made.kind, sharp)
    return files


def _written(image: Image.Image, kind: str, sharp: bool) -> bytes:
    if kind == LIGHT:
        return encode_light(image, quality=LIGHT_QUALITY)
    return encode(image, quality=SMALL_QUALITY, sharp=sharp)


def _shrunk(image: Image.Image, width: int) -> Image.Image:
    height = renditions.height_of(width, photo_width=image.width, photo_height=image.height)
    return image.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=2.0)
