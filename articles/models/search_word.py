"""The words that stand in stories, as they are written: what a near miss may have meant.

A word stays when its story goes. That tells nobody anything: a word is offered to readers only
after a search of what they may see has found it.
"""

from collections.abc import Iterable

from django.db import models

from articles.stemming import plain_letters

SHORTEST, LONGEST = 4, 24  # letters of a word worth mending


class SearchWordManager(models.Manager):
    def learn(self, words: Iterable[str]) -> None:
        """Add the words that are new, always in one order: two writers never wait in a ring."""
        wanted = set(words)
        known = set(self.filter(word__in=wanted).values_list("word", flat=True)) if wanted else ()
        self.bulk_create(
            [
                SearchWord(word=word, length=len(word), ending=word[-2:])
                for word in sorted(wanted.difference(known))
            ],
            ignore_conflicts=True,
        )


class SearchWord(models.Model):
    """A word in one of its forms, in small letters without accents."""

    word = models.CharField(max_length=LONGEST, primary_key=True)
    length = models.PositiveSmallIntegerField()
    ending = models.CharField(max_length=2)  # its last two letters, for a slip at its beginning

    objects = SearchWordManager()

    class Meta:
        indexes = [
            models.Index(fields=["length", "word"], name="search_word_by_beginning"),
            models.Index(fields=["length", "ending", "word"], name="search_word_by_ending"),
        ]

    def __str__(self) -> str:
        return self.word

    @staticmethod
    def plain(word: str) -> str:
        """Return the form in which a word is kept; nothing for what is no word of letters."""
        plain = plain_letters(word)
        kept = plain.isascii() and plain.isalpha() and SHORTEST <= len(plain) <= LONGEST
        return plain if kept else ""
