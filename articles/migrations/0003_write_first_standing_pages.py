"""Writes the five standing pages with first texts, for the newsroom to complete and to change.

The texts are kept here and not in the code: they are where a page begins, not what it says today.
They stand in the form that `articles.richtext.clean` gives. Places for the newsroom to fill in
begin with "[ISI:".
"""

from django.db import migrations
from django.utils import timezone

PEDOMAN_MEDIA_SIBER = """\
<p>Dalam bekerja, redaksi situs ini berpedoman pada <strong>Pedoman Pemberitaan Media Siber</strong>, yaitu Peraturan Dewan Pers Nomor 1/Peraturan-DP/III/2012, yang ditandatangani di Jakarta pada 3 Februari 2012. Kami bekerja di sebuah badan publik, bukan di perusahaan pers; pedoman ini kami pegang atas pilihan sendiri.</p>
<p>Ringkasan di bawah ini kami tulis dengan bahasa kami sendiri dan tidak menggantikan naskah aslinya. Yang berlaku adalah naskah yang diterbitkan Dewan Pers.</p>
<p>[ISI: tautan ke naskah lengkap pedoman di situs Dewan Pers, atau naskah lengkapnya]</p>
<h2>Berita diperiksa dahulu</h2>
<p>Setiap berita diverifikasi. Berita yang dapat merugikan pihak lain memuat verifikasinya dalam berita yang sama, supaya akurat dan berimbang.</p>
<p>Hanya ada satu pengecualian: kepentingan publik yang mendesak, dengan sumber pertama yang jelas namanya dan dapat dipercaya, sementara pihak yang diberitakan belum dapat dihubungi. Berita seperti itu kami beri catatan bahwa isinya masih memerlukan verifikasi, dan verifikasinya kami lanjutkan.</p>
<h2>Isi dari pembaca</h2>
<p>Situs ini tidak membuka kolom komentar dan tidak memuat kiriman pembaca secara langsung. Tanggapan dapat disampaikan lewat laman <a href="/halaman/hak-jawab/">Hak Jawab</a>.</p>
<h2>Ralat, koreksi, dan hak jawab</h2>
<p>Ralat, koreksi, dan hak jawab ditautkan pada berita yang bersangkutan dan selalu mencantumkan waktu pemuatannya. Di situs ini ralat berdiri di bawah beritanya: apa yang keliru, apa yang benar, dan kapan diperbaiki. Berita yang diperbarui menyebut waktu pembaruannya.</p>
<p>Media lain yang mengutip berita kami perlu ikut memperbaikinya. Bila kami yang mengutip, kami pun melakukannya.</p>
<h2>Pencabutan berita</h2>
<p>Berita yang sudah terbit tidak dicabut karena desakan dari luar redaksi. Berita hanya dicabut karena alasan yang disebut pedoman: suku, agama, ras, dan antargolongan (SARA), kesusilaan, masa depan anak, pengalaman traumatik korban, atau pertimbangan khusus lain yang ditetapkan Dewan Pers. Alamatnya tidak dihapus: di sana pembaca tetap menemukan pemberitahuan beserta alasan pencabutannya.</p>
<h2>Iklan</h2>
<p>Isi yang dibayar bukan berita dan harus diberi keterangan yang jelas, misalnya “advertorial” atau “iklan”.</p>
<h2>Hak cipta</h2>
<p>Kami menghormati hak cipta. Berita yang kami kutip dari pihak lain menyebutkan sumbernya.</p>
<h2>Pedoman ini dan penyelesaian sengketa</h2>
<p>Butir 8 pedoman meminta agar pedoman ditampilkan secara jelas; karena itu laman ini dapat dicapai dari kaki setiap halaman. Penilaian akhir atas sengketa pelaksanaan pedoman ada pada Dewan Pers.</p>"""

KODE_ETIK = """\
<p>Wartawan dan editor situs ini berpedoman pada <strong>Kode Etik Jurnalistik</strong> sebagaimana dimuat dalam Surat Keputusan Dewan Pers Nomor 03/SK-DP/III/2006 dan Peraturan Dewan Pers Nomor 6/Peraturan-DP/V/2008. Di bawah ini kami uraikan dengan bahasa kami sendiri apa artinya bagi pekerjaan kami. Yang berlaku adalah naskah aslinya.</p>
<p>[ISI: tautan ke naskah lengkap Kode Etik Jurnalistik di situs Dewan Pers]</p>
<h2>Cara kami bekerja</h2>
<ul><li>Kami menulis apa yang kami ketahui, menyebut sumbernya, dan memisahkan fakta dari pendapat.</li><li>Kami memeriksa keterangan dan memberi kesempatan bicara kepada pihak yang diberitakan.</li><li>Kami memperkenalkan diri sebagai wartawan dan tidak menerima pemberian dari pihak yang diberitakan.</li><li>Kami tidak menghakimi orang yang perkaranya belum diputus.</li><li>Foto dan kutipan tidak diubah maknanya. Foto yang bukan milik kami menyebut asalnya.</li><li>Naskah diperiksa orang kedua sebelum terbit. Bila keadaan mendesak memaksa lain, keputusan itu dan alasannya dicatat, lalu naskahnya diperiksa kembali.</li></ul>
<h2>Korban dan anak</h2>
<p>Sesuai Pasal 5, kami tidak menyebut dan tidak menyiarkan identitas korban kejahatan susila dan identitas anak yang menjadi pelaku kejahatan. Dalam pemberitaan tentang anak, yaitu orang yang belum berusia 18 tahun, kami berpedoman pada Peraturan Dewan Pers Nomor 1/Peraturan-DP/II/2019: nama, foto, keluarga, alamat, dan sekolah anak termasuk identitas yang dilindungi.</p>
<h2>Bila kami keliru</h2>
<p>Sesuai Pasal 10, berita yang keliru segera kami perbaiki atau cabut, disertai permintaan maaf bila kekeliruannya menyangkut pokok berita. Sesuai Pasal 11, hak jawab dan hak koreksi kami layani secara proporsional. Caranya ada di laman <a href="/halaman/hak-jawab/">Hak Jawab</a>.</p>"""

REDAKSI = """\
<p>Situs ini dikelola oleh redaksi pada pemerintah daerah untuk memberitakan kegiatan, layanan, dan keadaan daerahnya kepada masyarakat.</p>
<h2>Susunan redaksi</h2>
<table><tbody><tr><th>Penanggung Jawab</th><td>[ISI: nama dan jabatan]</td></tr><tr><th>Pemimpin Redaksi</th><td>[ISI: nama]</td></tr><tr><th>Redaktur Pelaksana</th><td>[ISI: nama]</td></tr><tr><th>Editor</th><td>[ISI: nama-nama]</td></tr><tr><th>Reporter</th><td>[ISI: nama-nama]</td></tr><tr><th>Fotografer</th><td>[ISI: nama-nama]</td></tr></tbody></table>
<h2>Alamat dan kontak</h2>
<table><tbody><tr><th>Penerbit</th><td>[ISI: nama dinas atau bagian]</td></tr><tr><th>Alamat</th><td>[ISI: jalan, nomor, kecamatan, kode pos]</td></tr><tr><th>Telepon</th><td>[ISI: nomor telepon pada jam kerja]</td></tr><tr><th>Pos-el</th><td>[ISI: alamat pos-el redaksi]</td></tr><tr><th>Jam kerja</th><td>[ISI: hari dan jam]</td></tr></tbody></table>
<h2>Cara kami bekerja</h2>
<p>Kami berpedoman pada <a href="/halaman/pedoman-media-siber/">Pedoman Media Siber</a> dan <a href="/halaman/kode-etik/">Kode Etik</a>. Bila Anda ragu apakah seseorang bekerja untuk kami, hubungi redaksi.</p>
<p>Setiap berita menyebut siapa yang memuatnya dan nama-nama yang mengerjakannya. Bila ada yang keliru, sampaikan kepada kami; caranya ada di laman <a href="/halaman/hak-jawab/">Hak Jawab</a>.</p>"""

PRIVASI = """\
<p>Anda dapat membaca seluruh situs ini tanpa mendaftar dan tanpa dikenali. Laman ini menjelaskan apa yang terjadi pada data Anda. Dalam mengelola data pribadi kami berpedoman pada Undang-Undang Nomor 27 Tahun 2022 tentang Pelindungan Data Pribadi.</p>
<h2>Saat Anda membaca</h2>
<ul><li>Kami tidak memasang kuki pada peramban pembaca.</li><li>Halaman kami tidak memuat skrip, gambar, huruf, atau alat pengukur dari situs lain. Tidak ada pihak lain yang diberi tahu bahwa Anda membaca di sini.</li><li>Kami tidak menyimpan alamat IP dan tidak menyimpan nama peramban Anda bersama hitungan pembaca.</li><li>Tautan ke situs lain baru menghubungi situs itu bila Anda mengekliknya.</li></ul>
<h2>Bagaimana pembaca dihitung</h2>
<p>Kami menghitung berapa kali sebuah berita dibaca dan berapa pengunjung datang setiap hari. Supaya orang yang sama tidak terhitung berulang kali, server membuat sebuah kunci dari alamat jaringan, nama peramban, dan bahasa peramban Anda, dicampur dengan bilangan acak yang dibuat baru setiap hari. Hanya kunci itu yang disimpan, beserta berita yang dibaca dan waktunya.</p>
<p>Bilangan acak dan kunci itu dihapus setelah dua hari. Sesudah itu yang tersisa hanyalah angka. Karena bilangan acaknya berganti setiap hari, pembaca hari ini tidak dapat dikenali besok. Itu sebabnya pengunjung sebulan adalah jumlah pengunjung harian.</p>
<p>Pembaca yang membuka berita yang sama lagi dalam setengah jam dihitung satu kali. Mesin perayap dan petugas redaksi yang sedang masuk tidak dihitung.</p>
<h2>Catatan server</h2>
<p>Perangkat lunak situs ini sendiri tidak menulis catatan kunjungan. Server web atau jaringan di depannya mungkin menulisnya.</p>
<p>[ISI: apakah server web menyimpan catatan kunjungan yang memuat alamat IP, untuk apa, dan berapa hari]</p>
<h2>Untuk petugas redaksi</h2>
<p>Meja redaksi, yaitu bagian situs tempat berita ditulis, memakai kuki supaya petugas tetap masuk dan formulirnya terlindungi. Nama akun dan tindakan petugas dicatat. Percobaan masuk yang gagal dicatat dengan alamat jaringan dan sidik dari nama yang diketik, tanpa nama itu sendiri, agar kata sandi tidak dapat ditebak terus-menerus; catatan yang berumur lebih dari tujuh hari dihapus saat percobaan gagal berikutnya dicatat.</p>
<h2>Nama dan foto dalam berita</h2>
<p>Berita memuat nama, pernyataan, dan foto orang karena itulah isi berita. Keterangan tempat yang tersembunyi di dalam berkas foto dibuang sebelum foto disimpan. Bila Anda diberitakan secara keliru, gunakan <a href="/halaman/hak-jawab/">Hak Jawab</a>.</p>
<h2>Bertanya kepada kami</h2>
<p>[ISI: nama pejabat atau bagian yang menjawab pertanyaan tentang data pribadi, pos-el, dan alamat]</p>"""

HAK_JAWAB = """\
<p>Orang, kelompok, atau lembaga yang merasa dirugikan oleh berita kami berhak menanggapinya (hak jawab). Siapa pun boleh menunjukkan kekeliruan dalam berita kami (hak koreksi). Keduanya kami layani dengan berpedoman pada Undang-Undang Nomor 40 Tahun 1999 tentang Pers, <a href="/halaman/kode-etik/">Kode Etik Jurnalistik</a>, dan <a href="/halaman/pedoman-media-siber/">Pedoman Media Siber</a>.</p>
<h2>Ke mana mengirimnya</h2>
<p>[ISI: pos-el, nomor telepon atau WhatsApp, dan alamat redaksi untuk hak jawab]</p>
<h2>Apa yang perlu disertakan</h2>
<ol><li>Alamat atau judul berita yang ditanggapi, serta tanggal terbitnya.</li><li>Bagian mana yang keliru atau merugikan, dan apa yang menurut Anda benar.</li><li>Tanggapan yang ingin dimuat, ringkas dan menyangkut berita itu.</li><li>Nama Anda, cara menghubungi Anda, dan atas nama siapa Anda menulis. Keterangan ini kami pakai untuk memeriksa tanggapan dan tidak kami umumkan tanpa persetujuan Anda.</li><li>Bukti pendukung, bila ada.</li></ol>
<h2>Apa yang kami lakukan</h2>
<ol><li>Kami memberi tahu Anda bahwa tanggapan sudah diterima. [ISI: dalam berapa hari kerja]</li><li>Editor memeriksa tanggapan itu bersama berita dan catatannya.</li><li>Bila berita keliru, kami perbaiki. Di bawah berita tertulis apa yang keliru, apa yang benar, dan kapan diperbaiki.</li><li>Hak jawab kami muat secara proporsional, ditautkan dengan berita yang ditanggapi, dan diberi waktu pemuatan.</li><li>Bila tidak dapat kami muat, kami menyampaikan alasannya kepada Anda.</li></ol>
<h2>Bila Anda tidak puas</h2>
<p>[ISI: kepada siapa orang dapat mengadu bila tidak tercapai kesepakatan, misalnya atasan redaksi]</p>"""

# Address, title, sentence, text; in the order of the footer.
PAGES = (
    (
        "pedoman-media-siber",
        "Pedoman Media Siber",
        "Pedoman yang menjadi pegangan redaksi ini, diringkas dengan bahasa kami sendiri.",
        PEDOMAN_MEDIA_SIBER,
    ),
    (
        "kode-etik",
        "Kode Etik",
        "Kode etik yang menjadi pegangan wartawan dan editor kami.",
        KODE_ETIK,
    ),
    (
        "redaksi",
        "Redaksi",
        "Siapa yang membuat situs ini dan ke mana menghubunginya.",
        REDAKSI,
    ),
    (
        "privasi",
        "Kebijakan Privasi",
        "Apa yang kami ketahui tentang Anda saat Anda membaca: hampir tidak ada.",
        PRIVASI,
    ),
    (
        "hak-jawab",
        "Hak Jawab",
        "Cara menanggapi dan meminta perbaikan atas berita kami.",
        HAK_JAWAB,
    ),
)


def write_first_pages(apps, schema_editor) -> None:
    """Add the pages that are not there, each with the first row of its history."""
    page_model = apps.get_model("articles", "Page")
    version_model = apps.get_model("articles", "HistoricalPage")
    now = timezone.now()
    there = set(page_model.objects.values_list("slug", flat=True))
    for position, (slug, title, summary, body) in enumerate(PAGES, start=1):
        if slug in there:
            continue
        text = {"slug": slug, "title": title, "summary": summary, "body": body}
        state = {"position": 10 * position, "is_public": True, "updated_at": now, "version": 1}
        page = page_model.objects.create(**text, **state)
        version_model.objects.create(
            id=page.pk,
            **text,
            **state,
            history_date=now,
            history_type="+",
            history_change_reason="page_added",
        )


def remove_untouched_pages(apps, schema_editor) -> None:
    """Take the first texts out again; a page that somebody has changed stays as he left it."""
    page_model = apps.get_model("articles", "Page")
    version_model = apps.get_model("articles", "HistoricalPage")
    slugs = [slug for slug, *_ in PAGES]
    untouched = page_model.objects.filter(slug__in=slugs, version=1, updated_by_name="")
    version_model.objects.filter(id__in=list(untouched.values_list("pk", flat=True))).delete()
    untouched.delete()


class Migration(migrations.Migration):
    dependencies = [("articles", "0002_add_standing_pages")]

    operations = [migrations.RunPython(write_first_pages, remove_untouched_pages)]
