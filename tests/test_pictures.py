"""The one door for pictures: what comes in, what is refused by name, and what is left of it."""

import io
import os
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.db import transaction
from PIL import Image

from articles.models import Photo
from articles.pictures import intake, renditions, storing
from articles.pictures.decoding import LONG_EDGE
from tests import pictures
from tests.samples import sample

pytestmark = [
    pytest.mark.once,  # one plain row is all the database sees
    pytest.mark.django_db,
    pytest.mark.filterwarnings("ignore::PIL.Image.DecompressionBombWarning"),
]
NOW = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def media(settings, tmp_path) -> Path:
    """Give a media folder of its own."""
    settings.MEDIA_ROOT = tmp_path / "media"
    return settings.MEDIA_ROOT


def accept(content: bytes, name: str = "foto.jpg", by=None) -> Photo:
    return intake.accept(pictures.upload(content, name), by=by, now=NOW)


def refusal(content: bytes, name: str = "foto.jpg") -> str:
    with pytest.raises(intake.PictureRefused) as refused:
        accept(content, name)
    return str(refused.value)


def stored(photo: Photo) -> Image.Image:
    with photo.file.open() as file:
        image = Image.open(io.BytesIO(file.read()))
    image.load()
    return image


def files_in(folder: Path) -> list[str]:
    return sorted(str(p.relative_to(folder)) for p in folder.rglob("*") if p.is_file())


def red(image: Image.Image, x: float, y: float) -> bool:
    r, _g, b = image.convert("RGB").getpixel((int(image.width * x), int(image.height * y)))
    return r > 150 and b < 100


def test_a_photo_is_kept_as_a_jpeg_under_a_name_nobody_can_guess(rita, media):
    photo = accept(pictures.saved(pictures.two_halves(2000, 1500)), "DSC_0001.JPG", by=rita)
    assert re.fullmatch(r"foto/2026/[0-9a-f]{32}\.jpg", photo.file.name)
    stem = photo.file.name.removesuffix(".jpg")
    ends = ["-1200x630.jpg", ".jpg"]
    ends += [f"-{width}.{form}" for width in (320, 640, 1280) for form in ("jpg", "webp")]
    assert files_in(media) == sorted(stem + end for end in ends)
    assert (photo.width, photo.height, photo.uploaded_by, photo.uploaded_at) == (
        2000, 1500, rita, NOW,
    )  # fmt: skip
    assert len(photo.sha256) == 64
    assert photo.credit == "Ist."


def test_the_same_photo_twice_gets_two_names_and_one_digest():
    content = pictures.saved(pictures.two_halves())
    one, two = accept(content), accept(content)
    assert one.file.name != two.file.name
    assert one.sha256 == two.sha256


def test_nothing_that_the_phone_wrote_into_a_photo_is_left_in_any_size():
    photo = accept(pictures.from_a_phone())
    for name in (photo.file.name, *renditions.beside(photo.file.name, photo.width)):
        content = Path(photo.file.storage.path(name)).read_bytes()
        assert b"Exif" not in content
        assert b"rahasia" not in content
        assert b"Rahasia" not in content
        assert dict(Image.open(io.BytesIO(content)).getexif()) == {}


def test_a_photo_held_upright_stands_upright():
    image = stored(accept(pictures.from_a_phone()))
    assert image.size == (800, 600)
    assert red(image, 0.5, 0.1)
    assert not red(image, 0.5, 0.9)


def test_a_large_photo_is_made_smaller_and_keeps_its_shape():
    photo = accept(pictures.saved(pictures.two_halves(4000, 1000)))
    assert (photo.width, photo.height) == (LONG_EDGE, LONG_EDGE // 4)
    assert stored(photo).size == (photo.width, photo.height)


@pytest.mark.parametrize("mode", ["CMYK", "L", "P", "1", "RGB"])
def test_every_kind_of_colour_becomes_rgb(mode):
    form = "PNG" if mode in {"P", "1"} else "JPEG"
    image = stored(accept(pictures.saved(pictures.two_halves(mode=mode), form)))
    assert image.mode == "RGB"
    if mode in {"CMYK", "P", "RGB"}:
        assert red(image, 0.5, 0.1)
        assert not red(image, 0.5, 0.9)


def test_a_colour_profile_is_applied_and_not_kept():
    image = stored(accept(pictures.with_profile()))
    assert "icc_profile" not in image.info
    assert red(image, 0.5, 0.1)


def test_a_broken_colour_profile_costs_only_the_profile():
    photo = accept(pictures.saved(pictures.two_halves(), icc_profile=b"no profile at all"))
    assert red(stored(photo), 0.5, 0.1)


def test_sixteen_bits_of_grey_keep_their_shades():
    image = stored(accept(pictures.sixteen_bit_grey(), "peta.png")).convert("L")
    shades = [image.getpixel((x, 32)) for x in (2, 20, 40, 61)]
    assert shades == sorted(shades)
    assert shades[0] < 20
    assert 60 < shades[1] < 110
    assert shades[3] > 235


def test_what_is_transparent_lies_on_white():
    image = stored(accept(pictures.see_through(), "logo.png"))
    assert min(image.getpixel((40, 40))) > 245
    assert max(image.getpixel((150, 150))) < 80


def test_webp_is_taken():
    photo = accept(pictures.saved(pictures.two_halves(), "WEBP"), "foto.webp")
    assert photo.file.name.endswith(".jpg")
    assert red(stored(photo), 0.5, 0.1)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("kosong.jpg", b""),
        ("halaman.jpg", b"<!DOCTYPE html><script>alert(1)</script>"),
        ("gambar.svg", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"),
        ("teks.png", b"bukan gambar"),
        ("shell.php", b"<?php system($_GET['c']); ?>"),
        ("dokumen.jpg", b"%PDF-1.4 ..."),
        ("potongan.jpg", pictures.saved(pictures.two_halves())[:2000]),
        ("potongan.png", pictures.saved(pictures.two_halves(), "PNG")[:-40]),
        ("gerak.gif", pictures.moving("GIF")),
        ("gerak.webp", pictures.moving("WEBP")),
        ("gerak.png", pictures.moving("PNG")),
        ("foto.bmp", pictures.saved(pictures.two_halves(), "BMP")),
        ("foto.tif", pictures.saved(pictures.two_halves(), "TIFF")),
        ("foto.avif", pictures.saved(pictures.two_halves(), "AVIF")),
        ("banjir.png", pictures.png_of(13000, 13000)),
        ("bom.png", pictures.png_of(60000, 60000, whole=False)),
    ],
)
def test_what_is_no_still_photo_is_refused_by_its_name_and_leaves_nothing(name, content, media):
    assert name in refusal(content, name)
    assert Photo.objects.count() == 0
    assert files_in(media) == []


def test_a_webshell_behind_a_picture_is_gone_from_what_is_stored():
    photo = accept(pictures.saved(pictures.two_halves()) + b"<?php system('id'); ?>", "a.php.jpg")
    assert b"<?php" not in Path(photo.file.path).read_bytes()
    assert photo.file.name.endswith(".jpg")


def test_a_flood_of_pixels_is_refused_before_it_is_decoded():
    flood = pictures.png_of(13000, 13000)
    assert len(flood) < 30_000
    sentence = refusal(flood, "banjir.png")
    assert sentence == "banjir.png melebihi 50 megapiksel. Perkecil dahulu fotonya."


def test_too_many_bytes_are_refused_before_they_are_read():
    upload = pictures.upload(b"x", "besar.jpg")
    upload.size = intake.MAX_BYTES + 1
    with pytest.raises(intake.PictureRefused, match=r"besar\.jpg melebihi 20 MB"):
        intake.accept(upload, by=None, now=NOW)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\foto\\a.jpg", "a.jpg"),
        ("a\u202egpj.exe", "agpj.exe"),
        ("x" * 300 + ".jpg", "x" * 40 + "…" + "x" * 11 + ".jpg"),
        ("😀.jpg", "😀.jpg"),
    ],
)
def test_a_hostile_name_is_shown_harmlessly_and_never_used(name, shown, media):
    upload = pictures.upload(b"", "x.jpg")
    upload._name = name  # Django's own forms clean it; an import may not
    with pytest.raises(intake.PictureRefused) as refused:
        intake.accept(upload, by=None, now=NOW)
    assert str(refused.value) == f"{shown} kosong."


def test_a_full_disk_leaves_neither_half_a_file_nor_a_row(monkeypatch, media):
    taken = []

    def no_space_for_the_third(number):
        taken.append(number)
        if len(taken) == 3:
            raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", no_space_for_the_third)
    sentence = refusal(pictures.saved(pictures.two_halves(2000, 1500)), "foto.jpg")
    assert sentence == (
        "foto.jpg tidak dapat disimpan: ruang server penuh atau tidak boleh ditulisi."
    )
    assert files_in(media) == []
    assert Photo.objects.count() == 0


def test_a_file_is_never_there_by_half(media):
    storing.store({"foto/a.jpg": b"utuh"})
    assert (media / "foto/a.jpg").read_bytes() == b"utuh"
    assert files_in(media) == ["foto/a.jpg"]
    assert (media / "foto/a.jpg").stat().st_mode & 0o777 == 0o644


def test_files_whose_row_was_undone_can_be_discarded(media):
    with transaction.atomic():
        photo = accept(pictures.saved(pictures.two_halves(2000, 1500)))
        transaction.set_rollback(True)
    assert Photo.objects.count() == 0
    assert len(files_in(media)) == len(renditions.beside(photo.file.name, photo.width)) + 1
    intake.discard(photo)
    assert files_in(media) == []


def test_the_sizes_of_a_photo_exist_and_are_as_wide_as_they_say(media):
    photo = accept(pictures.saved(pictures.two_halves(2000, 1500)))
    sizes = renditions.addresses(photo)
    assert [(one.width, one.height) for one in sizes] == [
        (320, 240), (640, 480), (1280, 960), (2000, 1500),
    ]  # fmt: skip
    for one in sizes:
        image = Image.open(media / one.url.removeprefix("/media/"))
        assert (image.size, image.mode, image.format) == ((one.width, one.height), "RGB", "JPEG")
    stem = photo.file.url.removesuffix(".jpg")
    assert renditions.srcset(sizes) == (
        f"{stem}-320.jpg 320w, {stem}-640.jpg 640w, {stem}-1280.jpg 1280w, {stem}.jpg 2000w"
    )


def test_a_small_photo_has_one_size():
    photo = accept(pictures.saved(pictures.two_halves(320, 10)))
    assert [one.width for one in renditions.addresses(photo)] == [320]


@pytest.mark.parametrize(
    ("name", "is_taken"),
    [
        ("android-nokia-2.2MB.jpg", True), ("animated.gif", False), ("broken.png", False),
        ("cmyk.jpg", True), ("decompression-bomb.gif", False), ("exif-0-length-string.jpg", True),
        ("gray.jpg", True), ("iphone-hdr-2MB.jpg", True), ("iphone.HEIC", False),
        ("phone-jolla.jpg", True), ("photo.avif", False), ("photo.webp", True),
        ("pngsuite-basn2c16.png", True), ("progressive-big-icc.jpg", True),
        ("progressive-small.jpeg", True), ("rgb.jpg", True), ("truncated.jpg", False),
    ],
)  # fmt: skip
def test_real_files_are_taken_or_refused_by_name(name, is_taken):
    content = sample(f"images/{name}").read_bytes()
    if not is_taken:
        assert name in refusal(content, name)
        return
    photo = accept(content, name)
    assert dict(stored(photo).getexif()) == {}
    assert max(photo.width, photo.height) <= LONG_EDGE
