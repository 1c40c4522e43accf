"""The files beside a photo: light for phones, cut for sharing, made late where they are missing."""

import io
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from PIL import Image

from articles.models import Photo
from articles.pictures import making, renditions
from articles.public import sharing_card
from tests import pictures
from tests.readers import story
from tests.reading import meta, page_of
from tests.test_pictures import accept, files_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(settings, tmp_path) -> Path:
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.MEDIA_ROOT.mkdir()
    return settings.MEDIA_ROOT


@pytest.fixture
def photo() -> Photo:
    return accept(pictures.saved(pictures.two_halves(1000, 800)))


def opened(path: Path) -> Image.Image:
    return Image.open(io.BytesIO(path.read_bytes()))


def only_the_photo_left(photo: Photo, media: Path) -> list[str]:
    """Take away what lies beside the photo, as if it had come in years ago; return the names."""
    names = list(renditions.beside(photo.file.name, photo.width))
    for name in names:
        (media / name).unlink()
    return names


def test_every_size_is_there_as_webp_up_to_1280_pixels(photo, media):
    sizes = renditions.light_addresses(photo)
    assert [(one.width, one.height) for one in sizes] == [(320, 256), (640, 512), (1000, 800)]
    for one in sizes:
        image = opened(media / one.url.removeprefix("/media/"))
        assert (image.format, image.size) == ("WEBP", (one.width, one.height))


@pytest.mark.parametrize("size", [(1000, 800), (300, 900), (2560, 400), (1, 1), (1200, 630)])
def test_the_picture_for_sharing_is_exact_and_light_whatever_the_photo(media, size):
    photo = accept(pictures.saved(pictures.two_halves(*size)))
    path = media / renditions.shared_name_of(photo.file.name)
    image = opened(path)
    assert (image.format, image.mode, image.size) == ("JPEG", "RGB", (1200, 630))
    assert path.stat().st_size <= 250_000


def test_even_noise_is_light_enough_for_whatsapp():
    noise = Image.effect_noise((1600, 1200), 200).convert("RGB")
    assert len(making.shared(noise)) <= 250_000


def test_the_middle_of_the_photo_is_what_is_shared():
    image = Image.new("RGB", (3000, 630), "white")
    image.paste("red", (900, 0, 2100, 630))
    cut = Image.open(io.BytesIO(making.shared(image)))
    assert all(cut.getpixel((x, 300))[1] < 40 for x in (20, 600, 1180))


def test_what_is_missing_beside_an_old_photo_is_made_when_it_is_asked_for(client, photo, media):
    for name in only_the_photo_left(photo, media):
        response = client.get(f"/media/{name}")
        assert response.status_code == 200, name
        form = "WEBP" if name.endswith("webp") else "JPEG"
        assert Image.open(io.BytesIO(b"".join(response.streaming_content))).format == form
        assert response["Content-Type"] == f"image/{form.lower()}"
    assert len(files_in(media)) == 1 + len(renditions.beside(photo.file.name, photo.width))


@pytest.mark.parametrize(
    "end", ["-999.jpg", "-1280.jpg", "-1280.webp", "-0.jpg", "-640.png", "-1200x631.jpg"]
)
def test_nothing_is_made_that_no_page_asks_for(client, photo, media, end):
    before = files_in(media)
    name = photo.file.name.removesuffix(".jpg") + end
    assert client.get(f"/media/{name}").status_code == 404
    assert client.get(f"/media/foto/2026/{'a' * 32}-640.jpg").status_code == 404
    assert files_in(media) == before


def test_a_photo_that_cannot_be_read_is_no_server_error(client, photo, media):
    names = only_the_photo_left(photo, media)
    (media / photo.file.name).write_bytes(b"rusak")
    assert {client.get(f"/media/{name}").status_code for name in names} == {404}


def test_the_command_makes_all_that_is_missing_and_runs_again(photo, media):
    names = only_the_photo_left(photo, media)
    said = StringIO()
    call_command("make_renditions", stdout=said)
    call_command("make_renditions", stdout=said)
    assert said.getvalue().splitlines() == [
        f"{len(names)} files made, 0 photos lacked nothing.",
        "0 files made, 1 photos lacked nothing.",
    ]
    (media / photo.file.name).unlink()
    only_the_photo_left_names = [media / name for name in names]
    for path in only_the_photo_left_names:
        path.unlink()
    with pytest.raises(CommandError, match="1 photos"):
        call_command("make_renditions", stdout=said, stderr=StringIO())


def test_a_page_without_a_photo_is_shared_with_the_papers_card(client, government):
    page = page_of(client.get(story(government).get_absolute_url()))
    assert meta(page, "og:image") == "http://testserver/berbagi.jpg"
    assert meta(page, "og:image:alt") == "Berita Kabupaten Bekasi"
    assert meta(page_of(client.get("/")), "og:image") == "http://testserver/berbagi.jpg"
    response = client.get("/berbagi.jpg")
    image = Image.open(io.BytesIO(response.content))
    assert (image.format, image.size, response["Content-Type"]) == (
        "JPEG", (1200, 630), "image/jpeg",
    )  # fmt: skip
    again = client.get("/berbagi.jpg", headers={"if-none-match": response["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert client.post("/berbagi.jpg").status_code == 405


@pytest.mark.parametrize("name", ["", "A", "x" * 120, "Kabar " * 20, "é漢字🥥", "a\nb"])
def test_the_card_bears_any_name_and_stays_light(name):
    content = sharing_card.drawn(name)
    assert Image.open(io.BytesIO(content)).size == (1200, 630)
    assert len(content) <= 250_000


def test_two_papers_have_two_cards():
    assert sharing_card.drawn("Kabar Bekasi") != sharing_card.drawn("Kabar Karawang")


def test_the_head_ends_early_and_names_the_picture_in_it(client, government):
    html = client.get(story(government, "J" * 200).get_absolute_url()).content
    assert html.index(b"og:image") < html.index(b"</head>") < 300_000
