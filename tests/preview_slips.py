"""Rows about previews and desk templates that must never be."""

from datetime import datetime, timedelta

from articles.models import Article, DeskTemplate, PreviewLink, PreviewOpen


def preview_slips(draft: Article, now: datetime) -> dict[str, list]:
    """Constraint → ways to break it, as `violations` of tests/test_models_hold.py wants them."""

    def link(**values) -> PreviewLink:
        good = {"key": "k", "version": 1, "created_at": now, "expires_at": now + timedelta(days=7)}
        return PreviewLink.objects.create(article=draft, **(good | values))

    return {
        "preview_link_has_a_key": [lambda: link(key="")],
        "preview_link_has_a_version": [lambda: link(version=0)],
        "preview_link_ends_after_it_began": [lambda: link(expires_at=now)],
        "revoked_preview_link_says_by_whom": [
            lambda: link(revoked_at=now),
            lambda: link(revoked_by_name="Rita Anggraini"),
        ],
        "preview_open_kind_is_known": [
            lambda: PreviewOpen.objects.create(link=link(), at=now, kind="")
        ],
        "desk_template_has_a_name": [lambda: DeskTemplate.objects.create(name="")],
    }
