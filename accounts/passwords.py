"""Rules for passwords beyond Django's own: long, and not made of the words of this house.

No composition rules ("one digit, one sign"): they make people write passwords down. What is
asked instead is length, and letters that an attacker could not have read on our own site.
"""

import re
import unicodedata
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.password_validation import get_default_password_validators
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.models import User

# Beyond this a password is refused unread, so that nobody can keep the processor busy with it.
LONGEST = 1000

# The words one would try first on a newsroom of a regency.
COMMON_HERE = frozenset(
    {
        *("diskominfosantik", "diskominfo", "kominfo", "santik", "newsroom", "redaksi", "redaktur"),
        *("reporter", "wartawan", "editor", "pemred", "berita", "kabar", "media", "humas"),
        *("bekasi", "kabbekasi", "bekasikab", "cikarang", "kabupaten", "pemkab", "pemda", "bupati"),
        *("pemerintah", "kecamatan", "kelurahan", "jakarta", "jabar", "jawabarat", "indonesia"),
        *("garuda", "merdeka", "admin", "administrator", "superuser", "operator", "password"),
        *("passwd", "katasandi", "sandi", "rahasia", "masuk", "login", "welcome", "selamat"),
        *("datang", "qwertyuiop", "qwerty", "asdfghjkl", "zxcvbnm", "abcdefgh", "letmein"),
    }
)

_LOOKS_LIKE = str.maketrans("0134578@$!", "oieastbasi")
_LETTERS_BESIDES = 6
_FEWEST_CHARACTERS = 5


def advice() -> str:
    """Return what a form says before a password is chosen: two sentences, not a list of rules."""
    validators = get_default_password_validators()
    shortest = max(getattr(validator, "min_length", 0) for validator in validators)
    length = _("At least %(shortest)s characters; spaces are welcome.") % {"shortest": shortest}
    return f"{length} {NewsroomWordsValidator().get_help_text()}"


class NewsroomWordsValidator:
    """Refuses a password that is little more than words anybody here would guess."""

    def validate(self, password: str, user: User | None = None) -> None:
        if len(password) > LONGEST:
            return  # refused by its length already
        if len(set(password)) < _FEWEST_CHARACTERS:
            raise ValidationError(
                _("This password repeats too few characters."), code="password_repeats"
            )
        if not any(c.isalpha() for c in password):
            raise ValidationError(
                _("Digits alone are too easy to guess: telephone numbers, dates, staff numbers."),
                code="password_only_digits",
            )
        found, besides = _take_apart(password, _words_of_the_site() | _words_of(user))
        if found and besides < _LETTERS_BESIDES:
            raise ValidationError(
                _("This password is too easy to guess here: “%(word)s” and little else."),
                code="password_newsroom_word",
                params={"word": found},
            )

    def get_help_text(self) -> str:
        return _(
            "A few unrelated words are best. Words of this newsroom, your name and years are not"
            " enough by themselves."
        )


class MaximumLengthValidator:
    """Refuses what is too long to be a password."""

    def validate(self, password: str, user: User | None = None) -> None:
        if len(password) > LONGEST:
            raise ValidationError(
                _("This password is too long: %(limit)s characters at most."),
                code="password_too_long",
                params={"limit": LONGEST},
            )

    def get_help_text(self) -> str:
        return _("Anything up to %(limit)s characters, spaces too.") % {"limit": LONGEST}


def _take_apart(password: str, words: frozenset[str]) -> tuple[str, int]:
    """Return the longest guessable word in a password, and how many letters are left besides."""
    plain = unicodedata.normalize("NFKC", password).lower()
    as_read = plain.translate(_LOOKS_LIKE)
    is_guessable = [False] * len(plain)
    found = ""
    for word in sorted(words, key=len, reverse=True):
        for spelling in (plain, as_read):
            for match in re.finditer(re.escape(word), spelling):
                found = found or word
                is_guessable[match.start() : match.end()] = [True] * len(word)
    left = {i for i, known in enumerate(is_guessable) if not known and plain[i].isalpha()}
    return found, len(left)


def _words_of_the_site() -> frozenset[str]:
    host = urlsplit(settings.SITE_URL).hostname or ""
    names = f"{settings.SITE_NAME} {settings.NEWSROOM_NAME} {host}"
    return COMMON_HERE | _split(names, shortest=4)


def _words_of(user: User | None) -> set[str]:
    if user is None:
        return set()
    return _split(f"{user.username} {user.display_name} {user.email.partition('@')[0]}", shortest=3)


def _split(text: str, *, shortest: int) -> set[str]:
    return {word for word in re.split(r"[\W_]+", text.lower()) if len(word) >= shortest}
