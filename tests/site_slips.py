"""Slips around settings of the site and attachments: the database refuses every one of them."""

from datetime import datetime, timedelta

from articles.models import Article, Attachment, Banner, LeadStory, SiteSettings


def site_slips(public: Article, now: datetime) -> dict[str, list]:
    """Constraint → ways to break it."""
    SiteSettings.objects.get_or_create(pk=1)

    def banner(**values):
        line = {"text": "Banjir", "starts_at": now, "ends_at": now + timedelta(hours=1)}
        return lambda: Banner.objects.create(created_at=now, **(line | values))

    def attachment(**values):
        line = {"key": "a", "size": 1, "sha256": "x", "uploaded_at": now}
        return lambda: Attachment.objects.create(article=public, **(line | values))

    return {
        "attachment_has_a_key": [attachment(key="")],
        "attachment_is_not_empty": [attachment(size=0)],
        "site_settings_have_one_row": [lambda: SiteSettings.objects.create(pk=2)],
        "site_settings_version_is_positive": [lambda: SiteSettings.objects.update(version=0)],
        "banner_has_a_text": [banner(text="")],
        "banner_has_a_level": [banner(level=""), banner(level="merah")],
        "banner_ends_after_it_began": [banner(ends_at=now - timedelta(seconds=1))],
        "lead_story_ends_after_it_began": [
            lambda: LeadStory.objects.create(
                article=public, starts_at=now, ends_at=now - timedelta(seconds=1)
            )
        ],
    }
