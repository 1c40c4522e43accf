"""The pages readers see."""

from datetime import datetime

from django.conf import settings
from django.db.models import Exists, OuterRef
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.models import Article, Byline, Category, Reporter, Tag
from articles.models.article import ArticleQuerySet, Status
from articles.public.corrections import latest_corrections
from articles.public.front_page import front_page
from articles.public.lists import address_of, for_list, page_of
from articles.public.navigation import frame
from articles.public.readers import for_readers
from articles.public.redirects import moved
from articles.public.sharing import ways_to_share
from articles.public.stories import neighbours, once_public, other_news, related_news
from articles.public.structured_data import as_script, news_article
from articles.readership.counting import count_read, count_visitor
from articles.readership.popularity import most_read
from articles.readership.statistics import visitors
from articles.readership.totals import reads_of
from articles.templatetags.newsroom import teaser


@for_readers(is_lasting=True)
def home(request: HttpRequest) -> HttpResponse:
    """Show the front page."""
    now = timezone.now()
    count_visitor(request, now=now)
    around = frame(now)
    context = {
        "front": front_page(now, lead=around["paper"].lead_id),
        "corrections": latest_corrections(now),
        "most_read": most_read(now=now),
        "visitors": visitors(now=now),
        "heading": around["paper"].name,
        "description": _("News from %(newsroom)s.") % {"newsroom": settings.NEWSROOM_NAME},
        "canonical": request.path,
    }
    return render(request, "articles/home.html", {**around, **context})


@for_readers(is_lasting=True)
def article(request: HttpRequest, id: int, slug: str = "") -> HttpResponse:
    """Show a story, and count that it was read.

    A story that is not public has no address: it is answered exactly like a number nobody gave.
    """
    now = timezone.now()
    story = get_object_or_404(once_public(now), pk=id)
    if story.status == Status.WITHDRAWN:
        return withdrawn(request, story, now=now)
    if request.path != story.get_absolute_url():
        return redirect(story, permanent=True)
    count_read(request, story, now=now)
    parts = {
        "bylines": list(story.bylines.select_related("reporter")),
        "tags": list(story.tags.all()),
        "corrections": list(story.corrections.all()),
    }
    related = related_news(story, parts["tags"], now)
    context = {
        "article": story,
        **parts,
        "structured_data": as_script(news_article(story, **parts)),
        "reads": reads_of([story.pk]).get(story.pk, 0),
        "related": related,
        "others": other_news(story, now, shown=related),
        "neighbours": neighbours(story, now),
        "share": ways_to_share(story.title, request.path),
        "most_read": most_read(now=now),
        "visitors": visitors(now=now),
        "heading": story.title,
        "description": teaser(story),
        "canonical": request.path,
    }
    return render(request, "articles/article.html", {**frame(now), **context})


def withdrawn(request: HttpRequest, story: Article, *, now: datetime) -> HttpResponse:
    """Tell the reader that this story was withdrawn, when and why.

    Its title is not repeated: it may be what had to go.
    """
    context = {"article": story, "heading": _("This story has been withdrawn")}
    return render(request, "410.html", {**frame(now), **context}, status=410)


@for_readers(knows=("page",), is_lasting=True)
def category(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the stories of a section, newest first."""
    now = timezone.now()
    section = Category.objects.filter(slug=slug).first()
    if section is None:
        return moved(request, Category, slug)
    stories = Article.objects.published(now).filter(category=section)
    words = {"label": _("Category"), "heading": section.name, "about": section.description}
    words["section_feed"] = reverse("category_rss", args=[section.slug])
    return _list(request, stories, words, now=now)


@for_readers(knows=("page",), is_lasting=True)
def tag(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the stories of a topic; a topic that only unpublished stories have is unknown."""
    now = timezone.now()
    topic = Tag.objects.filter(slug=slug).first()
    if topic is None:
        return moved(request, Tag, slug)
    stories = Article.objects.published(now).filter(tags=topic)
    if not stories.exists():
        raise Http404
    return _list(request, stories, {"label": _("Tag"), "heading": topic.name}, now=now)


@for_readers(knows=("page",), is_lasting=True)
def reporter(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the stories that bear a name, in whatever role."""
    now = timezone.now()
    person = Reporter.objects.select_related("portrait").filter(slug=slug).first()
    if person is None:
        return moved(request, Reporter, slug)
    signed = Byline.objects.filter(article=OuterRef("pk"), reporter=person)
    stories = Article.objects.published(now).filter(Exists(signed))
    words = {"label": _("Reporter"), "heading": person.name, "about": person.title}
    words["person"] = person
    return _list(request, stories, words, now=now)


def _list(
    request: HttpRequest, stories: ArticleQuerySet, words: dict, *, now: datetime
) -> HttpResponse:
    page = page_of(for_list(stories.newest()), request)
    count_visitor(request, now=now)
    context = {
        "page": page,
        "most_read": most_read(now=now),
        "visitors": visitors(now=now),
        "description": words.get("about")
        or _("News about %(topic)s.") % {"topic": words["heading"]},
        "canonical": address_of(page, request),
    }
    return render(request, "articles/list.html", {**frame(now), **words, **context})
