"""`/media/` gives out pictures, and nothing else that may ever lie in its folder."""

import os

import pytest

from articles.pictures import renditions
from tests import pictures
from tests.test_pictures import accept

pytestmark = [pytest.mark.once, pytest.mark.django_db]


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    """Give a media folder of its own."""
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.MEDIA_ROOT.mkdir()
    return settings.MEDIA_ROOT


@pytest.fixture
def photo():
    return accept(pictures.saved(pictures.two_halves(1000, 800)))


def body_of(response) -> bytes:
    return b"".join(response.streaming_content)


def test_a_photo_is_sent_whole_in_every_size(client, photo, media):
    for size in renditions.addresses(photo):
        response = client.get(size.url)
        assert response.status_code == 200
        content = (media / size.url.removeprefix("/media/")).read_bytes()
        assert body_of(response) == content
        assert response["Content-Length"] == str(len(content))


def test_a_photo_is_kept_for_a_year_and_can_be_nothing_but_a_picture(client, photo):
    response = client.get(photo.file.url)
    assert response["Content-Type"] == "image/jpeg"
    assert response["Cache-Control"] == "public, max-age=31536000, immutable"
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "Set-Cookie" not in response
    assert "Cookie" not in response.get("Vary", "")


def test_a_photo_is_not_compressed_again(client, photo):
    response = client.get(photo.file.url, headers={"accept-encoding": "gzip"})
    assert "Content-Encoding" not in response
    assert response["Content-Length"]


def test_a_browser_that_has_it_is_told_so(client, photo):
    changed = client.get(photo.file.url)["Last-Modified"]
    again = client.get(photo.file.url, headers={"if-modified-since": changed})
    assert (again.status_code, again.content) == (304, b"")
    assert "max-age=31536000" in again["Cache-Control"]
    older = "Mon, 01 Jan 2024 00:00:00 GMT"
    assert client.get(photo.file.url, headers={"if-modified-since": older}).status_code == 200


def test_a_head_request_gets_the_head(client, photo):
    response = client.head(photo.file.url)
    assert (response.status_code, response.content) == (200, b"")
    assert int(response["Content-Length"]) == photo.file.size


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch", "options", "trace"])
def test_nothing_can_be_done_to_a_photo(client, photo, method):
    assert getattr(client, method)(photo.file.url).status_code == 405


@pytest.mark.parametrize(
    "name",
    [
        "shell.php", "shell.phtml", "shell.php.jpg", "halaman.html", "gambar.svg", "dokumen.pdf",
        ".htaccess", ".tersembunyi.jpg", "foto/.abc.part", "foto/abc.part", "foto/.git/a.jpg",
        "a.jpg.bak", "a.JPG", "tanpa-akhiran", "spasi a.jpg", "a.gif",
    ],
)  # fmt: skip
def test_whatever_else_lies_in_the_folder_is_not_there(client, media, name):
    path = media / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"RAHASIA")
    response = client.get(f"/media/{name}")
    assert response.status_code == 404
    assert b"RAHASIA" not in response.content


@pytest.mark.parametrize(
    "address",
    [
        "/media/", "/media", "/media/foto", "/media/foto/", "/media/../settings.jpg",
        "/media/%2e%2e/rahasia.jpg", "/media/..%2frahasia.jpg", "/media/foto/..%5c..%5crahasia.jpg",
        "/media//rahasia.jpg", "/media/%2frahasia.jpg", "/media/foto/%00.jpg", "/media/a.jpg%00",
        "/media/a.jpg%0a", "/media/C:/a.jpg", "/media/%ff.jpg", "/media/" + "a" * 5000 + ".jpg",
        "/media/" + "a/" * 500 + "b.jpg", "/media/foto/tiada.jpg",
    ],
)  # fmt: skip
def test_there_is_no_list_and_no_way_out_of_the_folder(client, media, address):
    (media / "foto").mkdir()
    (media.parent / "rahasia.jpg").write_bytes(b"RAHASIA")
    response = client.get(address)
    assert response.status_code == 404
    assert b"RAHASIA" not in response.content


def test_a_link_out_of_the_folder_is_not_followed(client, media):
    (media.parent / "rahasia.jpg").write_bytes(b"RAHASIA")
    os.symlink(media.parent / "rahasia.jpg", media / "a.jpg")
    assert client.get("/media/a.jpg").status_code == 404


def test_a_folder_named_like_a_picture_is_no_picture(client, media):
    (media / "a.jpg").mkdir()
    assert client.get("/media/a.jpg").status_code == 404
