"""Pages put together of pieces: the same bytes, plain and compressed, whatever stands between."""

import gzip
import random
import zlib

import pytest

from articles.public.ready_pages import SHORT, CutPage, Piece

pytestmark = pytest.mark.once

MARK = b"place-0123456789-"


def place(name: str) -> bytes:
    return MARK + name.encode() + b";"


def values(**texts: str) -> dict[str, Piece]:
    return {name: Piece(text.encode()) for name, text in texts.items()}


def one_member(data: bytes) -> bytes:
    """Inflate one gzip member and say that nothing follows it."""
    inflate = zlib.decompressobj(wbits=31)
    text = inflate.decompress(data) + inflate.flush()
    assert inflate.eof
    assert inflate.unused_data == b""
    return text


def test_places_are_filled_and_the_rest_stays_byte_for_byte():
    content = b"<p>" + place("reads") + b"</p>" + place("reads") + place("visitors_today")
    page = CutPage(content, MARK)
    assert page.places == {"reads", "visitors_today"}
    filled = page.filled(values(reads="2.485", visitors_today="7", month="8"))
    assert filled.plain == b"<p>2.485</p>2.4857"
    assert one_member(filled.zipped) == filled.plain


def test_a_page_without_places_is_itself():
    for content in (b"", b"a", b"x" * 100_000):
        filled = CutPage(content, MARK).filled({})
        assert filled.plain == content
        assert one_member(filled.zipped) == gzip.decompress(filled.zipped) == content


def test_what_only_looks_like_a_place_is_text():
    content = MARK + b"Upper;" + MARK + b"reads" + MARK[:-1] + b"reads;"
    page = CutPage(content, MARK)
    assert page.places == frozenset()
    assert page.filled({}).plain == content


def test_random_pages_are_the_same_compressed_and_plain():
    source = random.Random(5)
    for _ in range(200):
        parts, expected = [], []
        for _ in range(source.randrange(12)):
            size = source.choice((0, 1, SHORT - 1, SHORT, SHORT + 1, 5_000, 70_000))
            text = source.randbytes(size) if source.random() < 0.3 else b"<li>Bekasi</li>" * size
            text = text[:size]
            parts += [text, place("reads")]
            expected += [text, None]
        reads = source.choice(("", "1", "2.485", "9" * 399, "9" * 400, "Bekasi " * 20_000))
        filled = CutPage(b"".join(parts), MARK).filled(values(reads=reads))
        plain = b"".join(reads.encode() if part is None else part for part in expected)
        assert filled.plain == plain
        assert one_member(filled.zipped) == plain


def test_compressing_in_pieces_costs_little():
    page = b"".join(b"<li><a href='/berita/%d/'>Judul berita %d</a></li>" % (n, n * 7) for n in
                    range(600))  # fmt: skip
    content = page[:9_000] + place("reads") + page[9_000:20_000] + place("reads") + page[20_000:]
    filled = CutPage(content, MARK).filled(values(reads="2.485"))
    assert len(filled.zipped) < len(gzip.compress(filled.plain, 6)) * 1.1


def test_the_etag_names_the_bytes():
    page = CutPage(b"<p>" + place("reads") + b"</p>", MARK)
    same = [page.filled(values(reads="1")).etag for _ in range(2)]
    assert same[0] == same[1] != page.filled(values(reads="2")).etag
