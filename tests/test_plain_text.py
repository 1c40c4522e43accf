"""Typed text that any database stores and no reader is deceived by."""

import pytest

from articles.editorial.plain_text import is_blank, one_line, paragraphs

pytestmark = pytest.mark.once


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Judul \n baru\t", "Judul baru"),
        ("a\x0bb\x85c\u2028d\xa0e", "a b c d e"),
        ("a\x00b\x07c\x7fd", "abcd"),
        ("a\ud83dz", "az"),
        ("😀 👨‍👩‍👧", "😀 👨‍👩‍👧"),  # a family is held together by joiners
        ("txt\u202efdp.exe\u202c \u2066x\u2069", "txtfdp.exe x"),
        ("Cafe\u0301", "Café"),
        ("a\ufffeb\uffffc\ufdd0d\U0001fffee", "abcde"),
        ("Jum’at – “Rp1,5 triliun”", "Jum’at – “Rp1,5 triliun”"),
    ],
)
def test_one_line(typed, kept):
    assert one_line(typed) == kept
    assert one_line(kept) == kept


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Satu.  \r\nDua.\rTiga.\n\n", "Satu.\nDua.\nTiga."),
        ("a\x00\x0b\x1cb", "ab"),
        ("\u202eterbalik", "terbalik"),
    ],
)
def test_paragraphs(typed, kept):
    assert paragraphs(typed) == kept
    assert paragraphs(kept) == kept


@pytest.mark.parametrize(
    ("text", "blank"),
    [
        ("", True),
        (" \n\xa0", True),
        ("\u200b\u200d\ufeff", True),
        ("\u0301", True),
        ("a", False),
        ("7", False),
        ("…", False),
        ("😀", False),
        ("ꦗ", False),
    ],
)
def test_is_blank(text, blank):
    assert is_blank(text) is blank
