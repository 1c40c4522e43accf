"""The ledger of reads: a shown number falls only by a signed row, and nobody adds to it."""

import pytest
from django.db import DatabaseError, connection, transaction

from accounts.models import AuditEntry
from articles.models import ArticleDay, ReadAdjustment
from articles.readership.adjustments import AdjustmentRefused, adjust
from articles.readership.baselines import set_baseline
from articles.readership.totals import reads_of
from tests.desk import page_of, text_of
from tests.newsdesk import a_draft, a_published_story
from tests.readers import jakarta

pytestmark = pytest.mark.django_db

WHY = "Mesin pemantau kantor membaca terus-menerus"


@pytest.fixture
def story(rita, edi):
    """A story that brought 200 reads with it."""
    story = a_published_story(rita, edi)
    set_baseline(story, reads=200, source="situs lama", now=jakarta(2026, 11, 1, 9))
    return story


def shown(story) -> int:
    return reads_of([story.pk])[story.pk]


def logged() -> list[tuple]:
    rows = AuditEntry.objects.filter(action="reads_adjusted").order_by("id")
    return list(rows.values_list("actor_name", "detail", "refused"))


def form(reads: str = "−120", reason: str = WHY) -> dict:
    return {"reads": reads, "reason": reason}


def test_a_managing_editor_takes_reads_away_and_every_count_stays(story, mira):
    before = list(ArticleDay.objects.values())
    row = adjust(story, by=mira, reads=-120, reason=WHY, now=jakarta(2026, 11, 23, 9))
    assert shown(story) == 80
    assert list(ArticleDay.objects.values()) == before
    assert (row.reads, row.reason, row.signed_by_name) == (-120, WHY, "Mira Lestari")
    assert logged() == [("Mira Lestari", f"-120: {WHY}", False)]


def test_a_superuser_may_and_nobody_else(story, rita, edi, mira, root):
    mira.is_active = False
    for person in (rita, edi, mira):
        with pytest.raises(AdjustmentRefused, match="pemimpin redaksi"):
            adjust(story, by=person, reads=-1, reason=WHY)
    adjust(story, by=root, reads=-1, reason=WHY)
    assert shown(story) == 199


@pytest.mark.parametrize(
    ("reads", "reason", "sentence"),
    [
        (0, WHY, "Nol kali dibaca"),
        (-201, WHY, "dibaca 200 kali"),
        (-(10**15), WHY, "dibaca 200 kali"),
        (1, WHY, "tidak pernah ditambah"),
        (10**15, WHY, "tidak pernah ditambah"),
        (-5, "", "alasannya"),
        (-5, " … \u200b\n", "alasannya"),
        (-5, "x" * 501, "501 huruf"),
    ],
)
def test_what_the_ledger_refuses_changes_nothing(story, mira, reads, reason, sentence):
    with pytest.raises(AdjustmentRefused, match=sentence):
        adjust(story, by=mira, reads=reads, reason=reason)
    assert shown(story) == 200
    assert logged() == []


def test_only_what_was_taken_away_can_be_given_back(story, mira):
    adjust(story, by=mira, reads=-50, reason=WHY)
    adjust(story, by=mira, reads=-30, reason=WHY)
    with pytest.raises(AdjustmentRefused):
        adjust(story, by=mira, reads=81, reason="Terlalu banyak")
    adjust(story, by=mira, reads=80, reason="Keliru")
    assert shown(story) == 200
    assert ReadAdjustment.objects.count() == 3


def test_nobody_changes_or_deletes_a_line(story, mira):
    row = adjust(story, by=mira, reads=-5, reason=WHY)
    adjust(story, by=mira, reads=-6, reason=WHY)
    for statement in (
        "UPDATE articles_readadjustment SET reads = -1",
        "UPDATE articles_readadjustment SET reason = 'lain'",
        "UPDATE articles_readadjustment SET signed_by_name = 'Orang lain'",
        "DELETE FROM articles_readadjustment WHERE reads = -6",
    ):
        with (
            pytest.raises(DatabaseError, match="ledger cannot"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement)
    for change in (row.save, row.delete, ReadAdjustment.objects.all().delete):
        with pytest.raises(TypeError):
            change()
    assert shown(story) == 189


def test_a_line_outlives_who_signed_it(story, mira):
    adjust(story, by=mira, reads=-5, reason=WHY)
    mira.delete()
    row = ReadAdjustment.objects.get()
    assert (row.signed_by, row.signed_by_name, row.reads) == (None, "Mira Lestari", -5)


# --- at the desk ------------------------------------------------------------------------------


def test_the_newsroom_reads_the_ledger_and_only_managing_editors_write(
    story, signed_in, rita, edi, mira
):
    adjust(story, by=mira, reads=-120, reason=WHY)
    address = page_of(story, "ledger")
    for person, writes in ((rita, False), (edi, False), (mira, True)):
        page = text_of(signed_in(person).get(address))
        assert "situs lama" in page
        assert f"{WHY} Mira Lestari · " in page
        assert "−120" in page
        assert "Terlihat oleh pembaca 80" in page
        assert ("Tandatangani dan catat" in page) is writes


def test_all_that_is_missing_is_said_at_once(story, signed_in, mira):
    answer = signed_in(mira).post(page_of(story, "ledger"), form("-12O", " "))
    assert answer.status_code == 422
    assert "Tulis bilangan bulat, misalnya −120." in text_of(answer)
    assert "Tuliskan alasannya." in text_of(answer)
    assert shown(story) == 200


def test_the_desk_writes_a_line_and_says_so(story, signed_in, mira):
    client = signed_in(mira)
    answer = client.post(page_of(story, "ledger"), form(), follow=True)
    assert answer.redirect_chain == [(page_of(story, "ledger"), 302)]
    assert "Tercatat dalam buku jumlah dibaca." in text_of(answer)
    assert shown(story) == 80


def test_who_may_not_write_is_refused_and_it_is_logged(story, signed_in, rita, edi, sam):
    for person in (rita, edi):
        assert signed_in(person).post(page_of(story, "ledger"), form()).status_code == 403
    assert signed_in(sam).post(page_of(story, "ledger"), form()).status_code == 404
    assert shown(story) == 200
    assert [(name, refused) for name, _detail, refused in logged()] == [
        ("Rita Anggraini", True),
        ("Edi Kurniawan", True),
    ]


@pytest.mark.parametrize(
    ("typed", "status", "total"),
    [
        ("-1.20", 422, 200),
        ("-1.000", 422, 200),
        (" - 1 0 ", 302, 190),
        ("−100", 302, 100),
        ("", 422, 200),
        ("banyak", 422, 200),
        ("-١٢", 422, 200),
        ("1e3", 422, 200),
        ("-9223372036854775809", 422, 200),
        ("-999999999999999", 422, 200),
        ("0", 422, 200),
        ("-5\x00", 422, 200),
    ],
)
def test_whatever_is_typed_is_a_number_or_a_sentence(story, signed_in, mira, typed, status, total):
    client = signed_in(mira)
    assert client.post(page_of(story, "ledger"), form(typed)).status_code == status
    assert shown(story) == total


def test_any_bytes_are_answered_with_a_sentence(story, signed_in, mira):
    client, address = signed_in(mira), page_of(story, "ledger")
    kind = "application/x-www-form-urlencoded"
    for body in (b"reads=%ED%A0%80&reason=a", b"reads=-5&reason=%00%ED%A0%80", b"\xff\xfe=%"):
        assert client.post(address, body, content_type=kind).status_code == 422
    client.post(address, form("-5", "Mesin kantor\nbaris dua"))
    assert ReadAdjustment.objects.get().reason == "Mesin kantor baris dua"


def test_what_was_refused_comes_back_as_it_was_typed(story, signed_in, mira):
    page = signed_in(mira).post(page_of(story, "ledger"), form("-500")).content.decode()
    assert 'value="-500"' in page
    assert WHY in page
    assert "Berita ini dibaca 200 kali" in page


def test_a_story_nobody_could_read_has_an_empty_ledger(rita, signed_in, mira):
    draft = a_draft(rita)
    client = signed_in(mira)
    assert "Terlihat oleh pembaca 0" in text_of(client.get(page_of(draft, "ledger")))
    assert client.post(page_of(draft, "ledger"), form("-1")).status_code == 422
    assert client.get("/admin/articles/article/99999999/ledger/").status_code == 404
