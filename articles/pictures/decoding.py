"""Turns the bytes somebody sent into a plain sRGB picture, or raises why not.

PURE. Size and frames are read from the header before a pixel is decoded; what comes out holds
pixels and nothing else: no EXIF, no position, no serial number, no thumbnail, no comment.
"""

import io
from typing import BinaryIO

from PIL import Image, ImageCms, ImageOps

MAX_PIXELS = 50_000_000  # what phones take; three bytes each while it is decoded
LONG_EDGE = 2560
FORMATS = ("JPEG", "PNG", "WEBP")

_RESIZABLE = {"L", "LA", "RGB", "RGBA", "CMYK"}
_SRGB = ImageCms.createProfile("sRGB")


class NotAPicture(Exception):
    """It is no JPEG, PNG or WebP, or is damaged."""


class TooManyPixels(Exception):
    """Decoding it would take too much memory."""


class Moves(Exception):
    """It has more than one frame."""


def decode(file: BinaryIO) -> tuple[Image.Image, str]:
    """Return an upright RGB picture of at most LONG_EDGE a side, and the format it had.

    Raises NotAPicture, TooManyPixels or Moves.
    """
    try:
        with Image.open(file, formats=FORMATS) as image:
            _check_header(image)
            return _plain(image), image.format
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as bomb:
        raise TooManyPixels from bomb
    except (TooManyPixels, Moves):
        raise
    except Exception as error:  # a hostile file can make a decoder raise anything
        raise NotAPicture from error


def encode(image: Image.Image, *, quality: int, sharp: bool = False) -> bytes:
    """Return the picture as a JPEG; `sharp` keeps the edges of drawings and letters."""
    buffer = io.BytesIO()
    image.save(
        buffer,
        "JPEG",
        quality=quality,
        optimize=True,
        progressive=True,
        subsampling=0 if sharp else 2,
    )
    return buffer.getvalue()


def encode_light(image: Image.Image, *, quality: int) -> bytes:
    """Return the picture as WebP, which browsers of the last ten years read and others need not."""
    buffer = io.BytesIO()
    image.save(buffer, "WEBP", quality=quality, method=4)
    return buffer.getvalue()


def _check_header(image: Image.Image) -> None:
    width, height = image.size
    if width * height > MAX_PIXELS:
        raise TooManyPixels
    # An iPhone's JPEG may carry a brightness map as its second frame (MPO): the first is the photo.
    if image.format != "MPO" and getattr(image, "n_frames", 1) > 1:
        raise Moves


def _plain(image: Image.Image) -> Image.Image:
    image.draft(image.mode, (LONG_EDGE, LONG_EDGE))  # a JPEG decodes straight to a smaller size
    image.load()
    profile = image.info.get("icc_profile")
    picture = image if image.mode in _RESIZABLE else _eight_bits(image)
    picture = _upright(picture, image)
    picture.thumbnail((LONG_EDGE, LONG_EDGE), Image.Resampling.LANCZOS, reducing_gap=2.0)
    picture = _opaque(_in_srgb(picture, profile))
    picture.info = {}  # Pillow would write the old comment into the new file
    return picture


def _eight_bits(image: Image.Image) -> Image.Image:
    if image.mode.startswith("I"):  # 16 bits of grey: scaled, where convert() would cut them off
        return image.convert("I").point(lambda value: value / 256).convert("L")
    return image.convert("RGBA" if image.has_transparency_data else "RGB")


def _upright(picture: Image.Image, source: Image.Image) -> Image.Image:
    """Turn it as its EXIF says; a broken EXIF says nothing."""
    try:
        picture.info.setdefault("exif", source.info.get("exif", b""))
        return ImageOps.exif_transpose(picture)
    except Exception:  # the camera's notes are worth nothing to us, and the photo is
        return picture.copy()


def _in_srgb(picture: Image.Image, profile: bytes | None) -> Image.Image:
    if not profile or picture.mode not in {"L", "RGB", "CMYK"}:
        return picture
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        return ImageCms.profileToProfile(picture, source, _SRGB, outputMode="RGB")
    except (ImageCms.PyCMSError, OSError, ValueError):
        return picture  # a broken profile; the colours are nearly right without it


def _opaque(picture: Image.Image) -> Image.Image:
    """Lay what is transparent on white."""
    if picture.mode in {"RGBA", "LA"}:
        picture = picture.convert("RGBA")
        paper = Image.new("RGB", picture.size, "white")
        paper.paste(picture, mask=picture.getchannel("A"))
        return paper
    return picture.convert("RGB") if picture.mode != "RGB" else picture
