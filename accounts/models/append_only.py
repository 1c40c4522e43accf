"""Rows that are written once: nothing in the code may change or delete them."""

from django.db import models


class AppendOnlyQuerySet(models.QuerySet):
    def update(self, **kwargs):
        raise TypeError("This log cannot be changed.")

    def delete(self):
        raise TypeError("This log cannot be deleted.")


class AppendOnly(models.Model):
    """A log: it grows and is read. (An account's deletion empties the link to it, not the name.)"""

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        if not self._state.adding:
            raise TypeError("This log cannot be changed.")
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise TypeError("This log cannot be deleted.")
