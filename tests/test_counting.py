"""What is a read and what is not: the rules, asked one by one."""

import logging

import pytest
from django.utils import timezone

from articles.models import ReadSeen
from articles.readership import counting
from tests.conftest import PHONE
from tests.readers import FIREFOX, count, counted, request_of, story, visit, visitors_counted
from tests.test_crawlers import PEOPLE

pytestmark = pytest.mark.django_db

ELSEWHERE = "114.124.200.7"


@pytest.fixture
def road(government):
    return story(government)


def test_a_read_is_counted_once_and_its_visitor_too(road):
    assert count(request_of(), road) is True
    assert (counted(road), visitors_counted()) == (1, 1)


def test_pressing_f5_ten_times_is_one_read(road):
    answers = [count(request_of(), road) for _ in range(10)]
    assert answers == [True] + [False] * 9
    assert (counted(road), visitors_counted()) == (1, 1)


def test_two_stories_are_two_reads_of_one_visitor(road, health):
    clinic = story(health, "Puskesmas buka malam")
    count(request_of(), road)
    count(request_of(), clinic)
    assert (counted(road), counted(clinic), visitors_counted()) == (1, 1, 1)


@pytest.mark.parametrize(
    "other",
    [
        pytest.param({"agent": FIREFOX}, id="another browser"),
        pytest.param({"address": ELSEWHERE}, id="another address"),
        pytest.param({"language": "jv,id;q=0.8"}, id="another language"),
    ],
)
def test_another_browser_address_or_language_is_another_visitor(road, other):
    count(request_of(), road)
    count(request_of(**other), road)
    assert (counted(road), visitors_counted()) == (2, 2)


@pytest.mark.parametrize(
    ("one", "two", "visitors"),
    [
        ("2001:448a:2020:1::5", "2001:448a:2020:1:ffff::9", 1),
        ("2001:448a:2020:1::5", "2001:448a:2020:2::5", 2),
        ("::ffff:36.68.1.9", "36.68.1.9", 1),
    ],
)
def test_an_ipv6_line_is_one_visitor(road, one, two, visitors):
    count(request_of(one), road)
    count(request_of(two), road)
    assert (counted(road), visitors_counted()) == (visitors, visitors)


def test_a_visitor_of_lists_and_stories_is_one_visitor(road):
    visit(request_of())
    assert (counted(road), visitors_counted()) == (0, 1)
    count(request_of(), road)
    visit(request_of())
    assert (counted(road), visitors_counted()) == (1, 1)


@pytest.mark.parametrize(
    "agent",
    [
        "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
        "WhatsApp/2.24.11.79 A",
        "facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)",
        "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; GPTBot/1.2)",
        "curl/8.5.0",
        "",
        None,
        "-",
        "Mozilla/5.0",
    ],
)
def test_a_robot_is_not_counted(road, agent):
    assert count(request_of(agent=agent), road) is False
    visit(request_of(agent=agent))
    assert (counted(road), visitors_counted()) == (0, 0)


@pytest.mark.parametrize("method", ["HEAD", "OPTIONS", "PUT", "POST"])
def test_only_get_is_a_read(road, method):
    count(request_of(method=method), road)
    visit(request_of(method=method))
    assert (counted(road), visitors_counted()) == (0, 0)


def test_who_reads_with_a_phone_that_looks_like_a_robot_is_counted(road):
    for agent in PEOPLE.values():
        assert count(request_of(agent=agent), road) is True, agent
    assert (counted(road), visitors_counted()) == (len(PEOPLE), len(PEOPLE))


@pytest.mark.parametrize(
    ("header", "value"),
    [
        ("HTTP_SEC_PURPOSE", "prefetch"),
        ("HTTP_SEC_PURPOSE", "prefetch;prerender"),
        ("HTTP_SEC_PURPOSE", "prefetch;anonymous-client-ip"),
        ("HTTP_PURPOSE", "prefetch"),
        ("HTTP_PURPOSE", "Preview"),
        ("HTTP_X_MOZ", "prefetch"),
        ("HTTP_X_PURPOSE", "preview"),
        ("HTTP_X_PURPOSE", "instant"),
    ],
)
def test_a_page_fetched_ahead_is_not_read_until_it_is_opened(road, header, value):
    count(request_of(**{header: value}), road)
    assert (counted(road), visitors_counted()) == (0, 0)
    count(request_of(), road)
    assert (counted(road), visitors_counted()) == (1, 1)


def test_who_works_here_is_not_counted_until_he_signs_out(road, rita, settings):
    request = request_of()
    request.COOKIES[settings.SESSION_COOKIE_NAME] = "a session"
    request.user = rita
    count(request, road)
    visit(request)
    assert (counted(road), visitors_counted()) == (0, 0)
    count(request_of(), road)
    assert (counted(road), visitors_counted()) == (1, 1)


def test_what_is_not_public_has_no_reads(government):
    now = timezone.now()
    hidden = [
        story(government, "Draf", status="draft", published_at=None),
        story(government, "Ditinjau", status="in_review", published_at=None),
        story(government, "Terjadwal", published_at=now + timezone.timedelta(minutes=1)),
        story(government, "Ditarik", status="withdrawn", withdrawn_at=now, withdrawal_text="Salah"),
    ]
    for article in hidden:
        assert count(request_of(), article, now=now) is False
    assert [counted(article) for article in hidden] == [0, 0, 0, 0]
    assert visitors_counted() == 0


@pytest.mark.parametrize(
    "agent",
    [
        PHONE + " " + "x" * 8192,
        PHONE + "\x00 Mobile",
        PHONE + " \udcff\ud800",
        PHONE + " 😀",
        PHONE + " \xff\xfe",
    ],
    ids=["8 kilobytes", "NUL", "surrogates", "emoji", "latin"],
)
def test_a_strange_user_agent_is_counted_like_any_other(road, agent):
    assert count(request_of(agent=agent), road) is True
    assert count(request_of(agent=agent), road) is False
    assert counted(road) == 1


def test_a_visitor_is_known_by_the_beginnings_of_his_headers(road):
    agent, language = PHONE.ljust(512, "x"), "id-ID".ljust(64, "x")
    count(request_of(agent=agent, language=language), road)
    count(request_of(agent=agent + " more", language=language + " more"), road)
    assert (counted(road), visitors_counted()) == (1, 1)
    count(request_of(agent=agent[:-1], language=language), road)
    assert counted(road) == 2


def test_a_forged_address_is_not_believed(road):
    for n in range(100):
        forged = dict.fromkeys(("HTTP_CF_CONNECTING_IP", "HTTP_X_REAL_IP"), f"8.8.8.{n}")
        forged |= {"HTTP_X_FORWARDED_FOR": f"8.8.4.{n}", "HTTP_FORWARDED": f"for=9.9.9.{n}"}
        count(request_of(**forged), road)
    assert (counted(road), visitors_counted()) == (1, 1)


def test_behind_our_proxy_the_rightmost_stranger_is_the_visitor(road, settings):
    settings.TRUSTED_PROXIES = ["127.0.0.1"]
    for n in range(20):
        forwarded = f"8.8.8.{n}, {ELSEWHERE}"
        count(request_of("127.0.0.1", HTTP_X_FORWARDED_FOR=forwarded), road)
    assert counted(road) == 1
    count(request_of("127.0.0.1", HTTP_X_FORWARDED_FOR="36.68.1.9"), road)
    assert (counted(road), visitors_counted()) == (2, 2)


def test_a_unix_socket_hides_the_visitors_unless_it_is_trusted(road, settings):
    for n in (1, 2):
        count(request_of("", HTTP_X_FORWARDED_FOR=f"36.68.1.{n}"), road)
    assert counted(road) == 1
    settings.TRUSTED_PROXIES = ["unix"]
    for n in (1, 2):
        count(request_of("", HTTP_X_FORWARDED_FOR=f"36.68.1.{n}"), road)
    assert counted(road) == 3


def test_a_count_that_fails_costs_only_the_count(road, caplog, settings, tmp_path, monkeypatch):
    monkeypatch.setattr(counting, "_complaints", counting._Complaints())
    folder, settings.READS_JOURNAL_DIR = settings.READS_JOURNAL_DIR, tmp_path / "file"
    settings.READS_JOURNAL_DIR.write_text("no folder")
    with caplog.at_level(logging.ERROR):
        for _ in range(3):
            assert counting.count_read(request_of(), road) is False
    [line] = [record.message for record in caplog.records]  # the others follow in a minute
    assert line.startswith(
        "1 visits could not be counted, the last one: NotKept (NotADirectoryError) in append"
    )
    assert "36.68" not in caplog.text
    assert "Android" not in caplog.text
    settings.READS_JOURNAL_DIR = folder
    assert count(request_of(), road) is True
    assert (counted(road), visitors_counted(), ReadSeen.objects.count()) == (1, 1, 1)
