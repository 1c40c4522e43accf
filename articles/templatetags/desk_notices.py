"""How many notices wait, for the head of every page of the desk."""

from django import template
from django.db import DatabaseError

from accounts.models import User
from articles.editorial import notices

register = template.Library()


@register.simple_tag
def unseen_notices(user: User) -> str:
    """Return the number of notices that wait, "" for none, "99+" for very many."""
    try:
        count = notices.count_open(user)
    except DatabaseError:  # the head of a page that says just that
        return ""
    return f"{notices.MOST - 1}+" if count >= notices.MOST else str(count or "")
