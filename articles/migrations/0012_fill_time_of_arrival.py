"""Say of every story in the queue since when it waits there, as its events tell."""

from django.db import migrations
from django.db.models import F


def fill(apps, schema_editor):
    Article = apps.get_model("articles", "Article")
    Event = apps.get_model("articles", "ArticleEvent")
    waiting = Article.objects.filter(status="in_review", submitted_at=None)
    for story in waiting.only("pk", "saved_at").iterator():
        arrivals = Event.objects.filter(article=story, to_status="in_review")
        last = arrivals.exclude(from_status="in_review").order_by("-id").first()
        moment = F("saved_at") if last is None else last.at
        Article.objects.filter(pk=story.pk).update(submitted_at=moment)


class Migration(migrations.Migration):
    dependencies = [("articles", "0011_index_the_queues_of_the_desk")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
