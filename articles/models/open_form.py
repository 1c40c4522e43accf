"""The writing pages that are open somewhere: who else is writing, and what each page has saved."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class OpenForm(models.Model):
    """One writing page of one person. It is no lock, and no part of the story or its history.

    Its key was drawn when the page was shown. By it a page is recognised whose answer was lost on
    the way: what it has saved is neither saved twice nor taken for the work of somebody else.
    """

    key = models.CharField(max_length=32, unique=True)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="open_forms"
    )
    article = models.ForeignKey(
        "articles.Article", null=True, on_delete=models.CASCADE, related_name="open_forms"
    )  # empty until a new story is saved for the first time
    opened_at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True)  # last heard of; empty once it was closed
    saved_version = models.PositiveIntegerField(default=0)
    turn = models.PositiveIntegerField(default=0)  # of its newest request: an older one comes late

    class Meta:
        verbose_name = _("open writing page")
        verbose_name_plural = _("open writing pages")
        indexes = [
            models.Index(fields=["article", "seen_at"], name="open_form_of_story"),
            models.Index(fields=["opened_at"], name="open_form_oldest"),
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.opened_at:%Y-%m-%d %H:%M}"
