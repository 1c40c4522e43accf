"""The demonstration pictures by name: `sawah-pagi.jpg` is the rice fields in the morning."""

from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile

from articles.management.demo import countryside, culture, indoors, town
from articles.management.demo.painting import Canvas

SCENES = {
    "sawah": countryside.rice_fields,
    "jalan": countryside.road,
    "sungai": countryside.river,
    "jembatan": countryside.bridge,
    "pantai": countryside.coast,
    "hujan": countryside.rain,
    "lapangan": countryside.playing_field,
    "gedung": town.office,
    "sekolah": town.school,
    "klinik": town.clinic,
    "pabrik": town.factory,
    "pasar": town.market,
    "loket": indoors.counters,
    "grafik": indoors.chart,
    "buku": indoors.books,
    "kelas": indoors.classroom,
    "panggung": culture.stage,
    "kain": culture.cloth,
    "catur": culture.chess,
}


def upload_of(name: str, *, seed: str) -> SimpleUploadedFile:
    """Paint the picture of this name as a file somebody uploads; one seed, one picture."""
    scene, light = name.removesuffix(".jpg").split("-")
    canvas = Canvas(light, seed)
    SCENES[scene](canvas)
    out = BytesIO()
    canvas.finish().save(out, "JPEG", quality=85)
    return SimpleUploadedFile(name, out.getvalue(), "image/jpeg")
