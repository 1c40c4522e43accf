"""A desk in a process of its own: does a deed for each line it is given, and says when it is done.

`python -m tests.random_desk` in the environment of a running site. Every deed is a verb's or the
desk's own, so that it is one that can really happen.
"""

import random
import sys
from datetime import timedelta

import django

django.setup()

from django.db import transaction  # noqa: E402
from django.utils import timezone  # noqa: E402

from articles.editorial import banners, lead, site_settings, workflow  # noqa: E402
from articles.models import Article, Category, SiteSettings  # noqa: E402
from articles.models.article import Ground, Status  # noqa: E402
from articles.models.banner import Level  # noqa: E402
from articles.models.edition import advance  # noqa: E402
from tests.conftest import person  # noqa: E402
from tests.newsdesk import a_published_story, a_scheduled_story, with_photo  # noqa: E402

SOON = timedelta(seconds=2)


class Desk:
    """What happens at the desk, one method a deed."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.rita = person("rita", "Rita Anggraini", "reporter")
        self.edi = person("edi", "Edi Kurniawan", "editor")
        self.mira = person("mira", "Mira Lestari", "managing_editor")
        for number in range(4):
            a_published_story(self.rita, self.edi, title=f"Posyandu {number}")

    def public(self) -> Article:
        stories = Article.objects.published(timezone.now()).filter(status=Status.PUBLISHED)
        return self.chance.choice(list(stories.order_by("pk")))

    def publish(self) -> None:
        a_published_story(self.rita, self.edi, title=f"Posyandu baru {self.chance.random()}")

    def schedule(self) -> None:
        a_scheduled_story(self.rita, self.edi, at=timezone.now() + SOON, title="Posyandu terjadwal")

    def update(self) -> None:
        story, fields = self.public(), {"summary": f"Ringkasan {self.chance.random()}"}
        workflow.update(story, by=self.edi, seen=story.version, kind="typo", fields=fields)

    def photo(self) -> None:
        story, fields = self.public(), with_photo(self.edi, photo_caption="Keterangan baru")
        workflow.update(story, by=self.edi, seen=story.version, kind="typo", fields=fields)

    def withdraw(self) -> None:
        workflow.withdraw(self.public(), by=self.mira, ground=Ground.values[0], text="Keliru.")

    def reinstate(self) -> None:
        story = Article.objects.filter(status=Status.WITHDRAWN).first()
        if story is not None:
            workflow.reinstate(story, by=self.mira, reason="Ternyata benar.")

    def category(self) -> None:
        with transaction.atomic():  # as the desk's form does
            Category.objects.update(name=f"Pemerintahan {self.chance.randrange(99)}")
            advance(timezone.now())

    def banner(self) -> None:
        ends_at = timezone.now() + SOON  # it goes as it came, by the clock
        fields = {"text": "Banjir di Muaragembong", "level": Level.values[0], "ends_at": ends_at}
        banners.add(by=self.mira, fields=fields)

    def lead(self) -> None:
        lead.choose(self.public(), by=self.edi, until=timezone.now() + timedelta(hours=1))

    def site(self) -> None:
        stored = SiteSettings.objects.filter(pk=1).first()
        fields = {"name": f"Kabar Bekasi {self.chance.randrange(99)}"}
        seen = stored.version if stored else 1
        site_settings.edit(by=self.mira, fields=fields, places={}, seen=seen)


def main() -> None:
    desk = Desk(int(sys.argv[1]))
    print("ready", flush=True)
    for line in sys.stdin:
        getattr(desk, line.strip())()
        print("done", flush=True)


if __name__ == "__main__":
    main()
