"""The other sizes of a photo: for phones on thin lines, and for those who pass a story on.

They have names that follow from the photo's own, so no table lists them: `foto/2026/3f2a….jpg`
lies beside `foto/2026/3f2a…-640.jpg`, `…-640.webp` and `…-1200x630.jpg`.
"""

import re
from collections.abc import Iterable
from pathlib import PurePosixPath
from typing import NamedTuple, Protocol

WIDTHS = (320, 640, 1280)
SHARED = (1200, 630)  # what WhatsApp and the others show, and nothing else
LIGHT, SHARE = "webp", "share"  # kinds of files beside the plain JPEG

_NAME = re.compile(r"(?P<stem>.+)-(?:(?P<width>[1-9][0-9]{0,3})\.(?P<form>jpg|webp)|1200x630\.jpg)")


class StoredPhoto(Protocol):
    """What is asked of a photo: its file (with `name` and `storage`), its width and its height."""

    file: object
    width: int
    height: int


class Rendition(NamedTuple):
    """One size of a photo, in pixels, and where it is."""

    url: str
    width: int
    height: int


class Made(NamedTuple):
    """What a file beside a photo holds: how wide, and of which kind ("jpg", LIGHT or SHARE)."""

    width: int
    kind: str


def widths_of(width: int) -> list[int]:
    """Return the widths that a photo of this width has beside its own, smallest first."""
    return [smaller for smaller in WIDTHS if smaller < width]


def light_widths_of(width: int) -> list[int]:
    """Return the widths that a photo has as WebP: no wider than the widest of them is needed."""
    return [*widths_of(width), *([width] if width <= WIDTHS[-1] else [])]


def name_of(name: str, width: int, form: str = "jpg") -> str:
    """Return the name of a photo's rendition of this width."""
    return f"{_stem(name)}-{width}.{form}"


def shared_name_of(name: str) -> str:
    """Return the name of the picture that stands for a photo where a story is passed on."""
    return f"{_stem(name)}-{SHARED[0]}x{SHARED[1]}.jpg"


def beside(name: str, width: int) -> dict[str, Made]:
    """Return every file that belongs beside a photo of this width: its name → what it holds."""
    plain = {name_of(name, w): Made(w, "jpg") for w in widths_of(width)}
    light = {name_of(name, w, LIGHT): Made(w, LIGHT) for w in light_widths_of(width)}
    return {**plain, **light, shared_name_of(name): Made(SHARED[0], SHARE)}


def photo_of(name: str) -> str:
    """Return the name of the photo beside which a file of this name would lie; "" for any other."""
    path = PurePosixPath(name)
    found = _NAME.fullmatch(path.name)
    return str(path.with_name(f"{found['stem']}.jpg")) if found else ""


def height_of(width: int, *, photo_width: int, photo_height: int) -> int:
    """Return the height that keeps the photo's shape; at least one pixel."""
    return max(1, round(photo_height * width / photo_width))


def addresses(photo: StoredPhoto) -> list[Rendition]:
    """Return every size of a photo as JPEG, smallest first; the last is the photo itself."""
    itself = Rendition(photo.file.storage.url(photo.file.name), photo.width, photo.height)
    return [*_found(photo, widths_of(photo.width), "jpg", itself.url), itself]


def light_addresses(photo: StoredPhoto, *, itself: str = "") -> list[Rendition]:
    """Return every size of a photo as WebP, smallest first; whoever knows its address says it."""
    itself = itself or photo.file.storage.url(photo.file.name)
    return _found(photo, light_widths_of(photo.width), LIGHT, itself)


def shared_address(photo: StoredPhoto) -> str:
    """Return where the picture is that stands for a photo when its story is passed on."""
    return photo.file.storage.url(shared_name_of(photo.file.name))


def srcset(sizes: Iterable[Rendition]) -> str:
    """Return the sizes in the words of an `img`'s srcset attribute."""
    return ", ".join([f"{one.url} {one.width}w" for one in sizes])


def _found(photo: StoredPhoto, widths: list[int], form: str, itself: str) -> list[Rendition]:
    """Return the sizes of these widths.

    Where the address of the photo itself ends with its name, those of the files beside it differ
    from it in their names only, and the storage need not be asked: asking it for each took half of
    the time of a page. One that signs its addresses is asked for every one.
    """
    name, storage = photo.file.name, photo.file.storage
    before = itself.removesuffix(name) if itself.endswith(name) else None
    sizes = []
    for width in widths:
        other = name_of(name, width, form)
        url = storage.url(other) if before is None else before + other
        height = height_of(width, photo_width=photo.width, photo_height=photo.height)
        sizes.append(Rendition(url, width, height))
    return sizes


def _stem(name: str) -> str:
    """Return the name of a file without its ending."""
    folder, slash, file = name.rpartition("/")
    return f"{folder}{slash}{file.rpartition('.')[0] or file}"
