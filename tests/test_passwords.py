"""Which passwords are good enough."""

import pytest
from django.contrib.auth.hashers import identify_hasher, make_password
from django.contrib.auth.password_validation import (
    password_validators_help_texts,
    validate_password,
)
from django.core.exceptions import ValidationError

from accounts.models import User
from newsroom.settings import PASSWORD_HASHERS as SHIPPED_HASHERS
from tests.conftest import PASSWORD

pytestmark = pytest.mark.once

RITA = User(username="rita.a", display_name="Rita Anggraini", email="rita@bekasikab.example")


@pytest.mark.parametrize(
    "password",
    [
        PASSWORD,
        "tujuh gerobak lewat senja",
        "Kuda-Laut-Menyapu-Awan",
        "vK9#mQ2!xT7pLw",
        "x" * 500 + "kuda laut",
        "bekasi bukan kota kelahiranku",
    ],
)
def test_a_long_password_of_its_own_words_is_good(password):
    validate_password(password, RITA)


@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("pendek", "password_too_short"),
        ("sebelas-krk", "password_too_short"),
        ("password1234", "password_newsroom_word"),
        ("123456789012", "password_only_digits"),
        ("0812-9087-6543", "password_only_digits"),
        ("diskominfo123", "password_newsroom_word"),
        ("Diskominfosantik2026!", "password_newsroom_word"),
        ("d1sk0m1nf0-2026", "password_newsroom_word"),
        ("bekasi-bekasi-bekasi", "password_newsroom_word"),
        ("KabupatenBekasi17", "password_newsroom_word"),
        ("rita.a-2026-2026", "password_newsroom_word"),
        ("anggraini12345", "password_newsroom_word"),
        ("qwertyuiop[]12", "password_newsroom_word"),
        ("aaaaaaaaaaaaaa", "password_repeats"),
        ("121212121212ab", "password_repeats"),
        ("kuda laut " * 101, "password_too_long"),
        ("x" * 1_000_000, "password_too_long"),
    ],
)
def test_a_password_that_is_easy_to_guess_is_refused(password, why):
    with pytest.raises(ValidationError) as refused:
        validate_password(password, RITA)
    assert why in [error.code for error in refused.value.error_list]


def test_the_words_of_the_site_are_taken_from_its_settings(settings):
    validate_password("Majalengka-Raya-1", RITA)
    settings.SITE_NAME = "Kabar Majalengka Raya"
    with pytest.raises(ValidationError) as refused:
        validate_password("Majalengka-Raya-1", RITA)
    assert refused.value.messages == [
        "Sandi ini terlalu mudah ditebak di sini: “majalengka” dan tidak banyak lagi."
    ]


def test_no_rule_asks_for_a_digit_or_a_capital():
    assert password_validators_help_texts()[-2:] == [
        "Paling baik beberapa kata yang tidak berkaitan. Kata-kata khas redaksi ini, nama Anda,"
        " dan tahun saja tidak cukup.",
        "Boleh apa saja sampai 1000 karakter, spasi juga.",
    ]


def test_passwords_are_kept_with_argon2(settings):
    settings.PASSWORD_HASHERS = SHIPPED_HASHERS
    assert identify_hasher(make_password("kuda laut")).algorithm == "argon2"
