"""The one sanitiser: what it keeps, what it makes of pasted text, and that it never tires."""

import json
import random
import re
import time
import timeit
from html import unescape

import pytest

from articles.richtext import EDITOR_CONFIG, TAGS, clean, from_text, is_empty, plain
from tests.samples import sample

pytestmark = pytest.mark.once


@pytest.mark.parametrize(
    ("dirty", "tidy"),
    [
        ("teks", "<p>teks</p>"),
        ("<div>satu</div><div>dua</div>", "<p>satu</p>\n<p>dua</p>"),
        ("<div>luar<div>dalam</div></div>", "<p>luar</p>\n<p>dalam</p>"),
        ("<p>a</p><p>&nbsp;</p><div><div>&nbsp;</div></div><p> <br> </p>", "<p>a</p>"),
        ("<p>satu<br><br><br>dua<br>tiga<br></p>", "<p>satu</p>\n<p>dua<br>tiga</p>"),
        ("<p>dua&nbsp;&nbsp; kata</p>", "<p>dua kata</p>"),
        ("<p>Kabupaten&nbsp;Bekasi</p>", "<p>Kabupaten Bekasi</p>"),
        ("<b>a</b><i>b</i>", "<p><strong>a</strong><em>b</em></p>"),
        ("<p><b>a</p><p>b</b>c</p>", "<p><strong>a</strong></p>\n<p><strong>b</strong>c</p>"),
        ("<p><b>x<i>y</b>z</i></p>", "<p><strong>x<em>y</em></strong><em>z</em></p>"),
        ("<h1>Judul</h1><h5>Kecil</h5>", "<h2>Judul</h2>\n<h3>Kecil</h3>"),
        ("<p>CO<sub>2</sub> 5 m<sup>2</sup></p>", "<p>CO<sub>2</sub> 5 m<sup>2</sup></p>"),
        ("<ul><li>a<li>b</ul>", "<ul><li>a</li><li>b</li></ul>"),
        ("<ul><li>a<ul><li>b</ul></ul>", "<ul><li>a<ul><li>b</li></ul></li></ul>"),
        ("<ul>tanpa butir</ul>", "<ul><li>tanpa butir</li></ul>"),
        ("<li>lepas</li>", "<p>lepas</p>"),
        ("<blockquote>kata dia</blockquote>", "<blockquote><p>kata dia</p></blockquote>"),
        (
            '<blockquote class="lain pull-quote" id="x">a</blockquote>',
            '<blockquote class="pull-quote"><p>a</p></blockquote>',
        ),
        (
            "<table><tr><th>a<th colspan=2>b<tr><td>c<td>d<td>e</table>",
            '<table><tbody><tr><th>a</th><th colspan="2">b</th></tr>'
            "<tr><td>c</td><td>d</td><td>e</td></tr></tbody></table>",
        ),
        (
            "<table><caption>Jadwal</caption><thead><tr><th>a<th>b</thead><tr><td>c<td>d</table>",
            "<table><caption>Jadwal</caption><thead><tr><th>a</th><th>b</th></tr></thead>"
            "<tbody><tr><td>c</td><td>d</td></tr></tbody></table>",
        ),
        ("<table><tr><td><p>satu</p><p>dua</p></td></tr></table>", "<p>satu</p>\n<p>dua</p>"),
        ("a<script>b</script>c<style>d</style>e<!-- f -->g", "<p>aceg</p>"),
        ("<p>3 < 5 & 7 > 2</p>", "<p>3 &lt; 5 &amp; 7 &gt; 2</p>"),
        ("<u>garis</u> <s>coret</s> <font color=red>merah</font>", "<p>garis coret merah</p>"),
        ("", ""),
        ("<p></p><div></div>", ""),
    ],
)
def test_dirty_text_becomes_these_plain_blocks(dirty, tidy):
    assert clean(dirty) == clean(tidy) == tidy


PIECES = re.findall(
    r"\S+",
    """<p> </p> <div> </div> <h2> </h2> <ul> <ol> <li> </li> </ul> </ol> <table> </table> <tr> </tr>
    <td> </td> <th> <thead> </thead> <tbody> <caption> </caption> <blockquote> </blockquote>
    <figure> </figure> <figcaption> </figcaption> <b> </b> <i> </i> <sup> </sup> <span> </span>
    </a> <br> <pre> </pre> <a/href=/x/> <a/href=https://x.id> <img/src=/media/a.jpg> kata x &nbsp;
    &amp;lt; < > &lt;b
    <b/style=font-weight:400> <span/style=font-weight:700> <td/colspan=2> <svg>""",
)


def test_any_jumble_of_tags_is_clean_at_once():
    chance = random.Random(2485)
    for _ in range(1500):
        jumble = "".join(chance.choices([*PIECES, " ", "\n"], k=chance.randint(1, 30)))
        cleaned = clean(jumble)
        assert clean(cleaned) == cleaned, jumble


@pytest.mark.parametrize(
    ("dirty", "tidy"),
    [
        (
            '<p class="MsoNormal" style="margin:0"><span lang="IN">Isi<o:p></o:p></span></p>'
            "<!--[if gte mso 9]><xml><w:x>9</w:x></xml><![endif]-->",
            "<p>Isi</p>",
        ),
        (
            '<b style="font-weight:normal" id="docs-internal-guid-1"><p dir="ltr">'
            '<span style="font-weight:700">Tebal</span><span style="font-style:italic"> miring'
            "</span></p></b>",
            "<p><strong>Tebal</strong><em> miring</em></p>",
        ),
        (
            '<div class="x" style="box-sizing:border-box"><div>&nbsp;</div><div>A</div>'
            "<div style='clear:both'><div>B&nbsp;</div></div></div>",
            "<p>A</p>\n<p>B</p>",
        ),
        ("<html><head><title>T</title></head><body><p>A</p></body></html>", "<p>A</p>"),
    ],
)
def test_what_word_google_docs_and_old_sites_paste_becomes_paragraphs(dirty, tidy):
    assert clean(dirty) == tidy


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("https://bekasikab.go.id/berita?a=1&b=2#c", 'href="https://bekasikab.go.id/berita?a=1&amp;b=2#c"'),
        ("HTTPS://Bekasikab.GO.ID/Berita", 'href="https://bekasikab.go.id/Berita"'),
        ("https://bücher.example/a b", 'href="https://xn--bcher-kva.example/a%20b"'),
        ("http://example.com:8080", 'href="http://example.com:8080"'),
    ],
)  # fmt: skip
def test_a_link_to_elsewhere_is_kept_and_gives_it_no_credit(address, kept):
    assert clean(f'<a href="{address}" target="_blank" rel="me">x</a>') == (
        f'<p><a {kept} rel="nofollow ugc noopener">x</a></p>'
    )


@pytest.mark.parametrize(
    "address", ["/berita/1/judul/", "/?q=a", "mailto:redaksi@bekasikab.go.id", "tel:+62218997"]
)
def test_a_link_within_the_site_and_an_address_of_a_person_need_no_rel(address):
    assert clean(f'<a href="{address}">x</a>') == f'<p><a href="{address}">x</a></p>'


def test_a_picture_of_this_site_is_kept_with_its_size_and_words():
    html = (
        '<figure><img src="/media/foto/2026/ab12.jpg" alt="Bupati &quot;Dedy&quot;" width="640"'
        ' height="480"><figcaption>Keterangan</figcaption></figure>'
    )
    assert clean(html.replace("<img", "<img style='float:left' onload=x loading=lazy")) == html


@pytest.mark.parametrize(
    "source",
    [
        "https://other.example/a.jpg", "//other.example/a.jpg", "data:image/png;base64,AAAA",
        "/media/../etc/a.jpg", "/media/a.svg", "/media/a.php", "/static/a.jpg", "a.jpg", "",
    ],
)  # fmt: skip
def test_anybody_elses_picture_is_dropped_and_its_caption_stays(source):
    html = f'<figure><img src="{source}"><figcaption>Keterangan</figcaption></figure>'
    assert clean(html) == "<p>Keterangan</p>"


def test_hidden_gambling_links_lose_their_hiding_place():
    html = (
        '<p>Berita</p><div style="display:none;position:absolute;left:-9999px">'
        '<a href="https://slot.example/gacor" style="color:#fff;font-size:0">slot gacor</a></div>'
    )
    assert clean(html) == (
        '<p>Berita</p>\n<p><a href="https://slot.example/gacor" rel="nofollow ugc noopener">'
        "slot gacor</a></p>"
    )


def test_characters_that_nobody_sees_are_removed():
    hidden = "\x00\x01\x1f\x7f\x85\u200b\u202e\u2066\ufeff\ufffe\ud800\udfff"
    assert clean(f"<p>a{hidden}b</p>").replace("\n", "").replace(" ", "") == "<p>ab</p>"
    assert clean("<p>a&#0;&#1;&#x202e;&#xd800;&#xfffe;b</p>") == "<p>a\ufffd\ufffdb</p>"


def letters(text: str) -> str:
    """Return a text without any white space."""
    return "".join(unescape(text).split())


@pytest.mark.parametrize("name", ["tanjabtim-diskominfo", "muaraenim-diskominfo"])
def test_real_pasted_text_is_clean_at_once_and_loses_no_words(name):
    for line in sample(f"text-id/{name}.jsonl").read_text(encoding="utf-8").splitlines():
        body = json.loads(line)["body"]
        cleaned = clean(body)
        assert clean(cleaned) == cleaned
        assert "style=" not in cleaned
        assert "<div" not in cleaned
        assert "<p></p>" not in cleaned
        assert letters(plain(cleaned)) == letters(re.sub(r"<[^>]*>", "", body))


@pytest.mark.parametrize(
    "piece",
    [
        "<div>", "<p>a", "<b>", "<b id=1>", "<a href='", '<a href="/x">y</a>', "<", "&#1", "</div>",
        "<table><tr><td>", "<ul><li>", "&nbsp; ", "<br>", "<!--", "<script>", "</script", "<svg>",
        "<blockquote>", "<b>x<i>y</b>z</i>", '<p a="', "<p a='b\" ", "= ", "&#" + "9" * 60, "/ ",
    ],
)  # fmt: skip
def test_hostile_text_takes_time_in_proportion_to_its_length(piece):
    def seconds(length: int) -> float:
        text = "<p " + (piece * (length // len(piece) + 1))[:length]
        return min(timeit.repeat(lambda: clean(text), time.process_time, number=1, repeat=3))

    small, large = seconds(20_000), seconds(160_000)
    assert large < max(8 * small * 4, 1), f"{small:.3f} s became {large:.3f} s"


def test_text_becomes_paragraphs_and_lines():
    assert from_text("Satu & dua\r\n<b>\r\n\r\n\n\nTiga") == (
        "<p>Satu &amp; dua<br>&lt;b&gt;</p>\n<p>Tiga</p>"
    )
    assert from_text(" \n\n ") == ""


def test_plain_text_reads_like_the_page():
    html = (
        "<h2>Judul</h2><p>Satu <b>tebal</b><br>baris</p><ul><li>a</li><li>b</li></ul>"
        "<table><tr><td>1</td><td>2</td></tr></table><p>&lt;b&gt; &amp;</p>"
    )
    assert plain(html) == "Judul\n\nSatu tebal\nbaris\n\na\nb\n\n1 2\n\n<b> &"


def test_text_that_was_made_plain_and_back_again_is_the_same():
    text = "Satu\ndua\n\nTiga <empat> & lima"
    assert plain(from_text(text)) == text


@pytest.mark.parametrize(
    "html", ["", "  ", "<p>&nbsp;</p>", "<br>", "<div><img src=x></div>", "\u200b"]
)
def test_nothing_to_read_is_empty(html):
    assert is_empty(html)


@pytest.mark.parametrize("html", ["a", "<p>.</p>", '<img src="/media/foto/a.jpg" alt="">'])
def test_something_to_read_or_see_is_not_empty(html):
    assert not is_empty(html)


def test_the_editor_may_keep_exactly_the_tags_that_cleaning_keeps():
    rules = [rule.strip() for rule in EDITOR_CONFIG["allowedContent"].split(";")]
    assert {rule.partition("[")[0].partition("(")[0] for rule in rules} == TAGS
    assert [rule for rule in rules if "(" in rule] == ["blockquote(pull-quote)"]
    assert "{" not in EDITOR_CONFIG["allowedContent"]  # no style, on no tag


def test_the_editor_has_no_frame_no_source_view_no_upload_and_asks_nobody():
    plugins = set(EDITOR_CONFIG["plugins"].split(","))
    assert "divarea" in plugins
    forbidden = "wysiwygarea sourcearea filebrowser uploadimage image image2 embed autoembed iframe"
    assert plugins & set(forbidden.split()) == set()
    assert EDITOR_CONFIG["versionCheck"] is False
    assert EDITOR_CONFIG["disableNativeSpellChecker"] is False
