"""The keys of visitors are HMAC-SHA256, however quickly they are made."""

import hmac
import random

import pytest

from articles.readership.keyed_digests import KeyedDigest

pytestmark = pytest.mark.once


def test_it_is_hmac_sha256_for_any_message_and_any_key_of_a_block():
    chance = random.Random(7)
    for length in (0, 1, 31, 32, 63, 64):
        key = chance.randbytes(length)
        keyed = KeyedDigest(key)
        for size in (0, 1, 55, 56, 64, 119, 500, 5000):
            message = chance.randbytes(size)
            assert keyed.of(message) == keyed.of(message) == hmac.digest(key, message, "sha256")


def test_a_key_that_would_have_to_be_shortened_is_refused():
    with pytest.raises(ValueError, match="block"):
        KeyedDigest(b"x" * 65)
