"""The smaller sizes of a photo, for phones on thin lines.

They are made when the photo comes in and have names that follow from its own, so no table lists
them: `foto/2026/3f2a….jpg` lies beside `foto/2026/3f2a…-640.jpg`.
"""

from collections.abc import Iterable
from pathlib import PurePosixPath
from typing import NamedTuple, Protocol

WIDTHS = (640, 1280)


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


def widths_of(width: int) -> list[int]:
    """Return the widths that a photo of this width has beside its own, smallest first."""
    return [smaller for smaller in WIDTHS if smaller < width]


def name_of(name: str, width: int) -> str:
    """Return the name of a photo's rendition of this width."""
    path = PurePosixPath(name)
    return str(path.with_name(f"{path.stem}-{width}.jpg"))


def height_of(width: int, *, photo_width: int, photo_height: int) -> int:
    """Return the height that keeps the photo's shape; at least one pixel."""
    return max(1, round(photo_height * width / photo_width))


def addresses(photo: StoredPhoto) -> list[Rendition]:
    """Return every size of a photo, smallest first; the last is the photo itself."""
    address = photo.file.storage.url
    smaller = [
        Rendition(
            address(name_of(photo.file.name, width)),
            width,
            height_of(width, photo_width=photo.width, photo_height=photo.height),
        )
        for width in widths_of(photo.width)
    ]
    return [*smaller, Rendition(address(photo.file.name), photo.width, photo.height)]


def srcset(sizes: Iterable[Rendition]) -> str:
    """Return the sizes in the words of an `img`'s srcset attribute."""
    return ", ".join(f"{one.url} {one.width}w" for one in sizes)
