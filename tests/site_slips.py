"""Slips around what is set about the site, for the test that the database refuses every one."""

from datetime import datetime, timedelta

from articles.models import Article, Banner, LeadStory, SiteSettings


def site_slips(public: Article, now: datetime) -> dict[str, list]:
    """Constraint → ways to break it."""
    SiteSettings.objects.get_or_create(pk=1)

    def banner(**values):
        line = {"text": "Banjir", "starts_at": now, "ends_at": now + timedelta(hours=1)}
        return lambda: Banner.objects.create(created_at=now, **(line | values))

    return {
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
