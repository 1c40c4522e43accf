"""A cache shared by machines may be away: the desk goes on, and the log has an entry more."""

from django.core.cache import cache

from accounts.models import AuditEntry


def test_a_refused_page_is_refused_and_logged_though_the_shared_cache_is_away(
    signed_in, rita, monkeypatch
):
    def away(*args, **kwargs):
        raise ConnectionError("no route to host")

    monkeypatch.setattr(cache, "add", away)
    for _ in range(2):
        assert signed_in(rita).get("/admin/accounts/user/").status_code == 403
    assert AuditEntry.objects.filter(action="open_page", refused=True).count() == 2
