"""Pictures of every good and bad kind, made by Pillow, as somebody would upload them."""

import io
import struct
import zlib

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageCms, ImageDraw

ORIENTATION, MAKER, GPS = 0x0112, 0x010F, 0x8825


def saved(image: Image.Image, form: str = "JPEG", **options) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, form, **options)
    return buffer.getvalue()


def two_halves(width: int = 800, height: int = 600, mode: str = "RGB") -> Image.Image:
    """Red above, blue below: whoever turns it or changes its colours is seen."""
    image = Image.new("RGB", (width, height), (220, 20, 20))
    ImageDraw.Draw(image).rectangle((0, height // 2, width, height), fill=(20, 20, 220))
    return image.convert(mode)


def from_a_phone() -> bytes:
    """A photo held upright: stored lying, with its position, its maker and a comment."""
    lying = two_halves().transpose(Image.Transpose.ROTATE_90)
    exif = Image.Exif()
    exif[ORIENTATION] = 6
    exif[MAKER] = "Telepon Rahasia"
    exif.get_ifd(GPS)[2] = (6.0, 15.0, 30.0)
    return saved(lying, exif=exif, comment=b"komentar rahasia", quality=95)


def with_profile() -> bytes:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return saved(two_halves(), icc_profile=profile)


def sixteen_bit_grey() -> bytes:
    image = Image.new("I;16", (64, 64))
    image.putdata([65535 * (i % 64) // 63 for i in range(64 * 64)])
    return saved(image, "PNG")


def see_through() -> bytes:
    """Grey with an alpha channel; its upper left quarter cannot be seen."""
    image = Image.new("LA", (200, 200), (60, 255))
    image.paste((0, 0), (0, 0, 100, 100))
    return saved(image, "PNG")


def moving(form: str) -> bytes:
    frames = [Image.new("RGB", (32, 32), colour) for colour in ("red", "green", "blue")]
    return saved(frames[0], form, save_all=True, append_images=frames[1:], duration=100)


def png_of(width: int, height: int, *, whole: bool = True) -> bytes:
    """A few kilobytes that are a very large black picture, or only say so in their header."""
    row = b"\0" * (1 + (width + 7) // 8)  # one bit a pixel
    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    chunks = (
        (b"IHDR", header),
        (b"IDAT", zlib.compress(row * (height if whole else 1), 9)),
        (b"IEND", b""),
    )
    written = (
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in chunks
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(written)


def upload(content: bytes, name: str = "foto.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)
