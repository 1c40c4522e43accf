"""The pages readers see."""

from datetime import datetime

from django.conf import settings
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.models import Article, Category, Listing, Reporter, Tag
from articles.models.article import Status
from articles.public import stories
from articles.public.corrections import latest_corrections
from articles.public.front_page import front_page
from articles.public.lists import address_of, page_of_stories
from articles.public.navigation import frame, frame_and_numbers
from articles.public.readers import for_readers
from articles.public.redirects import moved
from articles.public.sharing import to_share
from articles.public.structured_data import as_script, news_article
from articles.readership.counting import count_read, count_visitor
from articles.templatetags.newsroom import teaser


@for_readers(is_lasting=True)
def home(request: HttpRequest) -> HttpResponse:
    """Show the front page."""
    now = timezone.now()
    count_visitor(request, now=now)
    around = frame_and_numbers(request, now)
    context = {
        "front": front_page(now, lead=around["paper"].lead_id),
        "corrections": latest_corrections(now),
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
    story = stories.find(id, now)
    if story is None:
        raise Http404
    if story.article.status == Status.WITHDRAWN:
        return withdrawn(request, story.article, now=now)
    if request.path != story.article.get_absolute_url():
        return redirect(story.article, permanent=True)
    count_read(request, story.article, now=now)
    return render(request, "articles/article.html", _page_of_a_story(request, story, now))


def _page_of_a_story(request: HttpRequest, story: stories.Story, now: datetime) -> dict:
    article = story.article
    around = frame_and_numbers(request, now)
    on = stories.reading_on(story, now)
    path, about = request.path, teaser(article)
    parts = {"bylines": story.bylines, "tags": story.tags, "corrections": story.corrections}
    return {
        **around,
        **parts,
        "article": article,
        "structured_data": as_script(news_article(article, path=path, about=about, **parts)),
        "reads": story.reads,
        "related": on.related,
        "others": stories.other_news(around["state"], article, now, shown=on.related),
        "neighbours": on,
        "share": to_share(article.title, path),
        "heading": article.title,
        "description": about,
        "canonical": path,
    }


def withdrawn(request: HttpRequest, story: Article, *, now: datetime) -> HttpResponse:
    """Tell the reader that this story was withdrawn, when and why.

    Its title is not repeated: it may be what had to go.
    """
    context = {"article": story, "heading": _("This story has been withdrawn")}
    return render(request, "410.html", {**frame(request, now), **context}, status=410)


@for_readers(knows=("page",), is_lasting=True)
def category(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the stories of a section, newest first."""
    now = timezone.now()
    section = Category.objects.filter(slug=slug).first()
    if section is None:
        return moved(request, Category, slug)
    public = Article.objects.published(now).filter(category=section)
    words = {"label": _("Category"), "heading": section.name, "about": section.description}
    words["section_feed"] = reverse("category_rss", args=[section.slug])
    return _list(request, public.newest().values_list("pk", flat=True), words, now=now)


@for_readers(knows=("page",), is_lasting=True)
def tag(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the stories of a topic; a topic that only unpublished stories have is unknown."""
    now = timezone.now()
    topic = Tag.objects.filter(slug=slug).first()
    if topic is None:
        return moved(request, Tag, slug)
    listed = Listing.objects.filter(tag=topic).newest(now)
    if not listed.exists():
        raise Http404
    return _list(request, listed, {"label": _("Tag"), "heading": topic.name}, now=now)


@for_readers(knows=("page",), is_lasting=True)
def reporter(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the stories that bear a name, in whatever role."""
    now = timezone.now()
    person = Reporter.objects.select_related("portrait").filter(slug=slug).first()
    if person is None:
        return moved(request, Reporter, slug)
    listed = Listing.objects.filter(reporter=person).newest(now)
    words = {"label": _("Reporter"), "heading": person.name, "about": person.title}
    words["person"] = person
    return _list(request, listed, words, now=now)


def _list(request: HttpRequest, ids: QuerySet, words: dict, *, now: datetime) -> HttpResponse:
    """Show a page of the stories of these numbers, under what the words say of them."""
    page = page_of_stories(ids, request, now)
    count_visitor(request, now=now)
    context = {
        "page": page,
        "description": words.get("about")
        or _("News about %(topic)s.") % {"topic": words["heading"]},
        "canonical": address_of(page, request),
    }
    around = frame_and_numbers(request, now)
    return render(request, "articles/list.html", {**around, **words, **context})
