"""Photos that lie beside a file of records come in through the one door for pictures."""

from pathlib import Path

import pytest

from articles.models import Article, Photo, Reporter
from tests import pictures
from tests.importer import RECORD, Importer

pytestmark = pytest.mark.django_db

PHOTO = {"file": "foto/a.jpg", "caption": "Posko. Foto : Ist.", "alt": "Sebuah tenda"}


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def bring(tmp_path, capsys):
    return Importer(tmp_path, capsys)


@pytest.fixture
def photo_file(tmp_path) -> Path:
    (tmp_path / "foto").mkdir()
    path = tmp_path / "foto/a.jpg"
    path.write_bytes(pictures.from_a_phone())
    return path


def test_a_photo_beside_the_file_comes_in_through_the_one_door(bring, photo_file):
    bring({**RECORD, "photo": PHOTO})
    story = Article.objects.get()
    assert (story.photo.width, story.photo.height) == (800, 600)
    assert (story.photo_caption, story.photo_credit, story.photo_alt) == (
        "Posko.",
        "Ist.",
        "Sebuah tenda",
    )
    assert b"rahasia" not in Path(story.photo.file.path).read_bytes()


def test_an_unchanged_photo_is_taken_in_once(bring, photo_file):
    bring({**RECORD, "photo": PHOTO})
    assert bring({**RECORD, "photo": PHOTO, "summary": "Baru."}) == (0, 1, 0)
    assert Photo.objects.count() == 1


def test_a_missing_photo_is_reported_and_taken_in_when_it_is_there(bring, tmp_path):
    assert bring({**RECORD, "photo": PHOTO}) == (1, 0, 0)
    assert "Fotonya, a.jpg, tidak ada di samping berkas." in bring.said
    (tmp_path / "foto").mkdir()
    (tmp_path / "foto/a.jpg").write_bytes(pictures.from_a_phone())
    assert bring.run() == (0, 1, 0)
    assert Article.objects.get().photo is not None
    assert bring.run() == (0, 0, 1)


def test_a_broken_photo_is_named_and_the_story_comes_in_without_it(bring, photo_file):
    photo_file.write_bytes(b"bukan gambar")
    assert bring({**RECORD, "photo": PHOTO}) == (1, 0, 0)
    assert "a.jpg rusak atau bukan foto yang dapat dibaca." in bring.said
    assert Article.objects.get().photo is None


@pytest.mark.parametrize(
    "name", ["../a.jpg", "/etc/hosts", "https://x.example/a.jpg", "a\x00.jpg", "."]
)
def test_no_file_outside_the_folder_is_read(bring, tmp_path, name):
    (tmp_path.parent / "a.jpg").write_bytes(pictures.from_a_phone())
    assert bring({**RECORD, "photo": name}) == (1, 0, 0)
    assert "tidak ada di samping berkas." in bring.said
    assert Photo.objects.count() == 0


def test_a_refused_record_leaves_no_photo_behind(bring, photo_file, settings):
    never_public = {"status": "withdrawn", "date": "2099-01-01"}
    assert bring({**RECORD, "photo": PHOTO, **never_public}) == (0, 0, 1)
    assert [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()] == []
    assert Photo.objects.count() == Reporter.objects.count() == 0
