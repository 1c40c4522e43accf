"""Preview links at the desk: who makes and revokes them, and what the desk is told of them."""

import re
from datetime import timedelta
from html import unescape

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from accounts.models import AuditEntry
from articles.editorial import previews, workflow
from articles.editorial.duplicating import duplicate
from articles.editorial.rules import Refused
from articles.models import PreviewLink
from tests.desk import LIST, page_of, text_of
from tests.newsdesk import (
    a_draft,
    a_published_story,
    a_rewritten_draft,
    a_scheduled_story,
    a_story_in_review,
    a_trashed_story,
    a_withdrawn_story,
)

SECRET = "Zamrudkhatulistiwa"


def made(story, by, *, days=7, version=None, now=None) -> PreviewLink:
    number = version or story.version
    return previews.share(story, by=by, version=number, days=days, now=now)


def revoking(link) -> str:
    return f"{page_of(link.article, 'links')}{link.pk}/revoke/"


def logged() -> list[tuple]:
    rows = AuditEntry.objects.filter(action__in=[previews.SHARE, previews.REVOKE]).order_by("id")
    return list(rows.values_list("action", "actor_name", "target_id", "refused"))


def listed(response) -> list[str]:
    """Return the words of each link on the page."""
    html = response.content.decode()
    found = re.findall(r'<li class="link [^"]*">(.*?)\n  </li>', html, re.S)
    return [" ".join(unescape(re.sub(r"<[^>]+>", " ", one)).split()) for one in found]


# --- who may ------------------------------------------------------------------------------------


def test_author_and_editors_share_a_draft_and_what_waits_for_review(rita, edi, mira, root):
    for story in (a_draft(rita), a_story_in_review(rita)):
        for person in (rita, edi, mira, root):
            assert made(story, person).article == story
    given = workflow.edit(a_draft(edi), by=edi, fields={"assigned_to": rita}, seen=1)
    assert made(given, rita).article == given


def test_nobody_else_does(rita, sam, edi, root):
    story = a_draft(rita)
    plain, gone = sam, edi
    plain.role, gone.is_active = "", False
    for person in (sam, plain, gone):
        with pytest.raises(Refused, match="hanya dibagikan oleh penulisnya atau editor"):
            made(story, person)
    assert not PreviewLink.objects.exists()


def test_what_is_closed_or_public_is_not_shared_and_the_reason_is_said(rita, edi, mira):
    reasons = {
        "Berita terjadwal tidak diperlihatkan": a_scheduled_story(rita, edi),
        "pembaca memakai alamatnya sendiri": a_published_story(rita, edi),
        "Berita ini pernah terbit": a_withdrawn_story(rita, edi, mira),
        "Pulihkan dahulu": a_trashed_story(rita),
    }
    for reason, story in reasons.items():
        for person in (rita, mira):
            with pytest.raises(Refused, match=reason):
                made(story, person)


def test_a_copy_opens_no_way_to_what_is_closed_until_its_minute(rita, edi):
    copy = duplicate(a_scheduled_story(rita, edi), by=rita)
    with pytest.raises(Refused, match="masih sama dengan berita asalnya"):
        made(copy, rita)
    changed = workflow.edit(copy, by=rita, fields={"title": "Judul sendiri"}, seen=1)
    assert made(changed, rita).version == 2
    with pytest.raises(Refused, match="masih sama dengan berita asalnya"):
        made(changed, rita, version=1)


@pytest.mark.parametrize("days", [0, -1, 2, 365, 10**9])
def test_a_link_works_for_one_of_three_spans(rita, days):
    with pytest.raises(Refused, match="Pilih berapa hari"):
        made(a_draft(rita), rita, days=days)


@pytest.mark.parametrize("version", [0, -1, 4, 2**31, 2**63])
def test_a_version_that_is_none_is_not_shared(rita, version):
    story = a_rewritten_draft(rita)
    with pytest.raises(Refused, match="tidak punya versi"):
        previews.share(story, by=rita, version=version, days=7)


def test_a_story_has_so_many_links_at_a_time_and_no_more(rita, monkeypatch):
    monkeypatch.setattr(previews, "MOST_WORKING", 2)
    story = a_draft(rita)
    long_ago = timezone.now() - timedelta(days=30)
    links = [made(story, rita, now=long_ago), made(story, rita), made(story, rita)]
    with pytest.raises(Refused, match="Sudah ada 2 tautan"):
        made(story, rita)
    previews.revoke(links[1], by=rita)
    assert made(story, rita)


def test_who_made_a_link_revokes_it_and_editors_revoke_any(rita, sam, edi, mira):
    story = a_draft(rita)
    hers, his = made(story, rita), made(story, edi)
    with pytest.raises(Refused, match="yang membuatnya"):
        previews.revoke(his, by=rita)
    with pytest.raises(Refused, match="yang membuatnya"):
        previews.revoke(hers, by=sam)
    assert previews.revoke(hers, by=rita).revoked_by_name == "Rita Anggraini"
    assert previews.revoke(his, by=mira).revoked_by == mira
    assert previews.revoke(his, by=edi).revoked_by == mira  # a second time changes nothing


def test_who_lost_the_story_revokes_its_links_no_more(rita, sam):
    link = made(a_draft(rita), rita)
    link.article.created_by = sam
    link.article.save()
    with pytest.raises(Refused):
        previews.revoke(link, by=rita)


def test_making_and_revoking_are_logged_without_the_address(rita, edi):
    link = made(a_draft(rita), rita)
    previews.revoke(link, by=edi)
    previews.revoke(link, by=edi)
    number = str(link.article_id)
    assert logged() == [
        (previews.SHARE, "Rita Anggraini", number, False),
        (previews.REVOKE, "Edi Kurniawan", number, False),
    ]
    told = " ".join(AuditEntry.objects.values_list("detail", flat=True))
    assert re.search(r"Versi 1, sampai \d\d-\d\d-\d{4} \d\d\.\d\d WIB\.", told)
    assert link.key not in told + str(link)


# --- the page -----------------------------------------------------------------------------------


def test_a_link_is_made_copied_and_revoked_on_its_page(signed_in, rita):
    story = a_rewritten_draft(rita)
    client = signed_in(rita)
    page = page_of(story, "links")
    assert "Belum ada tautan yang dibuat." in text_of(client.get(page))
    response = client.post(page, {"version": "2", "days": "30"}, follow=True)
    assert response.redirect_chain == [(page, 302)]
    link = PreviewLink.objects.get()
    assert (link.version, link.created_by) == (2, rita)
    assert link.expires_at - link.created_at == timedelta(days=30)
    path = reverse("preview", args=[previews.token_of(link)])
    html = response.content.decode()
    assert f'readonly value="http://testserver{path}"' in html
    assert f'hidden data-copies="link-{link.pk}"' in html
    assert client.get(path).status_code == 200
    response = client.post(revoking(link), follow=True)
    assert "Tautan dicabut" in text_of(response)
    assert path not in response.content.decode()
    assert client.get(path).status_code == 404


def test_the_page_tells_what_became_of_every_link(signed_in, rita, edi):
    with time_machine.travel("2026-09-01 02:00+00:00", tick=False):
        story = a_draft(rita)
        _old, revoked, used = (made(story, rita, days=days) for days in (1, 7, 30))
    with time_machine.travel("2026-09-04 03:05+00:00", tick=False):
        previews.revoke(revoked, by=edi)
        for kind in ("robot", "person", "person", "desk"):
            previews.record_open(used, kind=kind, now=timezone.now())
        shown = listed(signed_in(rita).get(page_of(story, "links")))
    made_by = "Versi 1 dibuat oleh Rita Anggraini, Selasa, 1 September 2026 | 09.00 WIB"
    newest, middle, oldest = shown
    assert newest.startswith(
        f"Berlaku {made_by} Berlaku sampai Kamis, 1 Oktober 2026 | 09.00 WIB Alamat Salin tautan"
        " Dibuka orang 2 kali, terakhir Jumat, 4 September 2026 | 10.05 WIB"
        " · 1 kali oleh robot (misalnya milik WhatsApp) · 1 kali oleh meja redaksi sendiri"
        " Kapan dibuka Jumat, 4 September 2026 | 10.05 WIB · Meja redaksi sendiri"
    )
    assert newest.endswith("Cabut tautan")
    assert middle == (
        f"Dicabut {made_by} Dicabut oleh Edi Kurniawan, Jumat, 4 September 2026 | 10.05 WIB"
        " Belum dibuka siapa pun"
    )
    assert oldest == (
        f"Kedaluwarsa {made_by} Habis berlaku pada Rabu, 2 September 2026 | 09.00 WIB"
        " Belum dibuka siapa pun"
    )


def test_the_page_of_a_story_that_is_not_shared_says_why_and_offers_no_form(signed_in, rita, edi):
    story = a_draft(rita)
    made(story, rita)
    workflow.publish(story, by=edi, seen=1, at=timezone.now() + timedelta(days=1))
    response = signed_in(rita).get(page_of(story, "links"))
    assert "Berita terjadwal tidak diperlihatkan" in text_of(response)
    assert 'name="days"' not in response.content.decode()
    assert listed(response)[0].startswith("Sedang tidak berlaku Versi 1")


def test_a_refusal_is_said_on_the_page_and_logged(signed_in, rita):
    story = a_draft(rita)
    client = signed_in(rita)
    garbage = [
        {},
        {"version": "1"},
        {"version": "1", "days": "x"},
        {"version": "-1", "days": "7"},
        {"version": "9" * 40, "days": "7"},
        {"version": "٣", "days": "²"},
        {"version": "\x00", "days": "7\x00"},
    ]
    for sent in garbage:
        response = client.post(page_of(story, "links"), sent)
        assert response.status_code == 409
        assert 'role="alert"' in response.content.decode()
    assert not PreviewLink.objects.exists()
    assert logged() == [(previews.SHARE, "Rita Anggraini", str(story.pk), True)] * len(garbage)


def test_only_its_own_methods_open_a_page(signed_in, rita):
    link = made(a_draft(rita), rita)
    client = signed_in(rita)
    assert client.get(revoking(link)).status_code == 405
    for page in ("links", "preview", "duplicate"):
        for method in ("put", "delete", "patch"):
            assert getattr(client, method)(page_of(link.article, page)).status_code == 405
    assert PreviewLink.objects.get().revoked_at is None


def test_a_colleagues_story_has_no_links(signed_in, rita, sam, edi):
    story = a_draft(sam, title=f"Judul {SECRET}")
    link, own = made(story, sam), a_draft(rita)
    client = signed_in(rita)
    unknown = text_of(client.get(f"{LIST}99999999/links/"))
    answers = [
        client.get(page_of(story, "links")),
        client.post(page_of(story, "links"), {"version": "1", "days": "7"}),
        client.post(revoking(link)),
        client.post(f"{page_of(own, 'links')}{link.pk}/revoke/"),  # through a story of her own
        client.post(f"{page_of(own, 'links')}{2**63}/revoke/"),
    ]
    for response in answers:
        assert (response.status_code, text_of(response)) == (404, unknown)
    assert PreviewLink.objects.get().revoked_at is None
    assert SECRET in text_of(signed_in(edi).get(page_of(story, "links")))


def test_the_page_asks_no_more_for_twenty_links_than_for_two(
    signed_in, rita, django_assert_max_num_queries
):
    story = a_draft(rita)
    for _ in range(20):
        previews.record_open(made(story, rita), kind="person", now=timezone.now())
    client = signed_in(rita)
    with django_assert_max_num_queries(14):
        assert len(listed(client.get(page_of(story, "links")))) == 20
