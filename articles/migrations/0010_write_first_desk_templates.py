"""Writes the first desk templates, and the point of the checklist that finds what they leave open.

The texts are kept here and not in the code: they are where a newsroom begins, not what it writes
today. They stand in the form that `articles.richtext.clean` gives; what has to be filled in each
time stands in square brackets.
"""

from django.db import migrations

AGENDA = {
    "name": "Agenda",
    "position": 10,
    "title": "[Nama kegiatan] Digelar di [Tempat], [Hari dan Tanggal]",
    "summary": "[Penyelenggara] menggelar [nama kegiatan] pada [hari, tanggal]. [Siapa] dapat mengikutinya.",
    "tags": "Agenda",
    "body": """\
<p>[Penyelenggara] akan menggelar [nama kegiatan] di [tempat, desa, dan kecamatan] pada [hari, tanggal bulan tahun]. Acara dimulai pukul [jam] WIB.</p>
<p>“[Kutipan tentang tujuan kegiatan],” kata [nama dan jabatan narasumber], [hari (tanggal/bulan/tahun)].</p>
<h2>Waktu dan tempat</h2>
<ul><li>Hari, tanggal: [hari, tanggal bulan tahun]</li><li>Waktu: pukul [jam mulai]–[jam selesai] WIB</li><li>Tempat: [nama tempat dan alamat]</li></ul>
<h2>Cara ikut</h2>
<p>[Siapa yang dapat ikut, biaya atau gratis, dan cara mendaftar.] Keterangan lain dapat diperoleh di [loket layanan atau alamat resmi].</p>""",
}

PRESS_RELEASE = {
    "name": "Siaran pers",
    "position": 20,
    "title": "[Siapa] [Melakukan Apa] di [Tempat]",
    "summary": "[Siapa] [melakukan apa], [kapan], untuk [siapa yang terkena manfaatnya].",
    "tags": "",
    "body": """\
<p>[Siapa] [melakukan apa] di [tempat], [hari (tanggal/bulan/tahun)]. [Mengapa hal ini penting bagi warga.]</p>
<p>“[Kutipan yang menjelaskan alasan dan manfaat],” kata [nama dan jabatan].</p>
<p>[Angka, anggaran, atau sasaran, beserta sumbernya.]</p>
<p>[Keterangan dari pihak kedua: warga, pelaksana, atau ahli.] “[Kutipan],” ujar [nama], [keterangan tentang dirinya].</p>
<p>[Langkah berikutnya dan waktunya.]</p>""",
}

OBITUARY = {
    "name": "Duka cita",
    "position": 30,
    "title": "[Nama], [Jabatan atau Peran], Tutup Usia",
    "summary": "[Nama] meninggal dunia pada [hari, tanggal] dalam usia [umur] tahun.",
    "tags": "Duka cita",
    "body": """\
<p>[Nama lengkap dan gelar], [jabatan atau peran], meninggal dunia di [tempat] pada [hari, tanggal bulan tahun] pukul [jam] WIB dalam usia [umur] tahun.</p>
<p>“[Kutipan keluarga atau rekan],” kata [nama dan hubungannya dengan almarhum atau almarhumah].</p>
<p>[Riwayat singkat: lahir, pendidikan, pengabdian, dan apa yang dikenang.]</p>
<p>Jenazah disemayamkan di [tempat] dan dimakamkan di [tempat] pada [hari, tanggal] pukul [jam] WIB. [Nama] meninggalkan [keluarga yang ditinggalkan, dengan persetujuan mereka].</p>""",
}

ANNOUNCEMENT = {
    "name": "Pengumuman",
    "position": 40,
    "title": "[Layanan atau Ketentuan] Mulai Berlaku [Tanggal]",
    "summary": "[Apa yang berubah], mulai [hari, tanggal], bagi [siapa].",
    "tags": "Pengumuman",
    "body": """\
<p>[Instansi] mengumumkan [apa yang diumumkan], mulai [hari, tanggal bulan tahun].</p>
<h2>Siapa yang perlu tahu</h2>
<p>[Warga, pegawai, atau pelaku usaha yang mana.]</p>
<h2>Apa yang harus dilakukan</h2>
<ol><li>[Langkah pertama]</li><li>[Langkah kedua]</li><li>[Batas waktu]</li></ol>
<p>Dasar pengumuman ini adalah [nomor dan tanggal surat atau peraturan]. Pertanyaan dijawab di [loket layanan, jam, dan alamat resmi].</p>""",
}

FIRST = (AGENDA, PRESS_RELEASE, OBITUARY, ANNOUNCEMENT)
POINT = {"key": "blanks", "required": False, "position": 190}


def write(apps, schema_editor) -> None:
    """Write the templates and the point, each unless there is one of its name."""
    template = apps.get_model("articles", "DeskTemplate")
    for values in FIRST:
        template.objects.get_or_create(name=values["name"], defaults=values)
    point = apps.get_model("articles", "ChecklistPoint")
    point.objects.get_or_create(key=POINT["key"], defaults=POINT)


def take_back(apps, schema_editor) -> None:
    """Take back the point and what of the templates nobody has changed."""
    template = apps.get_model("articles", "DeskTemplate")
    for values in FIRST:
        template.objects.filter(**values).delete()
    apps.get_model("articles", "ChecklistPoint").objects.filter(key=POINT["key"]).delete()


class Migration(migrations.Migration):
    dependencies = [("articles", "0009_add_preview_links_and_desk_templates")]

    operations = [migrations.RunPython(write, take_back)]
