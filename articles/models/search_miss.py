"""What readers looked for and did not find, for the newsroom to write about.

The words and how often on a day; nothing about who asked, from where or when on that day.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class SearchMiss(models.Model):
    """Words that found nothing on a day. It is written by `articles.public.search_misses` alone."""

    day = models.DateField(_("day"))
    words = models.CharField(_("words"), max_length=100)
    times = models.PositiveIntegerField(_("times"), default=1)

    class Meta:
        verbose_name = _("search without result")
        verbose_name_plural = _("searches without result")
        ordering = ["-day", "-times", "words"]
        constraints = [
            models.UniqueConstraint(fields=["day", "words"], name="search_miss_once_a_day")
        ]

    def __str__(self) -> str:
        return self.words
