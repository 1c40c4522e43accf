"""Robots are told from people by what they call themselves; the phones of our readers are people.

The long lists lie beside the project and not in it: the tests that read them are skipped where they
are absent. The short lists here are always read.
"""

import time
from pathlib import Path

import pytest
from is_bot import Bots

from articles.readership.crawlers import PATTERNS_THAT_MEET_PEOPLE, is_robot
from tests.conftest import PHONE

pytestmark = pytest.mark.once

LISTS = Path(__file__).parents[2] / "shared" / "data" / "agents"

ROBOTS = [
    "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
    "Mozilla/5.0 (Linux; Android 6.0.1; Nexus 5X Build/MMB29P) AppleWebKit/537.36 (KHTML, like"
    " Gecko) Chrome/126.0.6478.126 Mobile Safari/537.36 (compatible; Googlebot/2.1;"
    " +http://www.google.com/bot.html)",
    "WhatsApp/2.24.11.79 A",
    "facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)",
    "TelegramBot (like TwitterBot)",
    "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; GPTBot/1.2;"
    " +https://openai.com/gptbot)",
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko)"
    " HeadlessChrome/126.0.0.0 Safari/537.36",
    "curl/8.5.0",
    "python-requests/2.32.3",
    "okhttp/4.12.0",
    "Java/17.0.9",
    "node",
    "kube-probe/1.29",
    "",
    "   ",
    "-",
    "Mozilla/5.0",
]

_ANDROID_APP = (
    "Mozilla/5.0 (Linux; Android {os}; {phone}; wv) AppleWebKit/537.36 (KHTML, like Gecko)"
    " Version/4.0 Chrome/126.0.6478.71 Mobile Safari/537.36 {app}"
)
PEOPLE = {
    "phone": PHONE,
    "plain Chrome on Android": "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like"
    " Gecko) Chrome/130.0.0.0 Mobile Safari/537.36",
    "OPPO in Facebook": _ANDROID_APP.format(
        os="15",
        phone="CPH2599 Build/AP3A.240617.008",
        app="[FB_IAB/FB4A;FBAV/470.0.0.40.80;IABMV/1;]",
    ),
    "realme in Instagram": _ANDROID_APP.format(
        os="15", phone="RMX3750 Build/AP3A.240617.008", app="Instagram 334.0.0.42.95 Android"
    ),
    "CUBOT": "Mozilla/5.0 (Linux; Android 9; CUBOT X19) AppleWebKit/537.36 (KHTML, like Gecko)"
    " Chrome/120.0.0.0 Mobile Safari/537.36",
    "BaBe, a news app": _ANDROID_APP.format(
        os="11", phone="Redmi Note 8 Build/RKQ1.201004.002", app="BaBe/8.2.1 (News; id)"
    ),
    "TikTok": _ANDROID_APP.format(
        os="11",
        phone="RMX3231 Build/RP1A.201005.001",
        app="musical_ly_2023407040 AppName/musical_ly ByteLocale/id-ID BytedanceWebview/d8a21c6",
    ),
    "Opera Mini": "Opera/9.80 (Android; Opera Mini/70.0.2254/191.303; U; id) Presto/2.12.423"
    " Version/12.16",
    "MiuiBrowser": "Mozilla/5.0 (Linux; U; Android 12; id-id; M2101K7BNY Build/SP1A.210812.016)"
    " AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/112.0.5615.136 Mobile"
    " Safari/537.36 XiaoMi/MiuiBrowser/14.10.1-gn",
    "KaiOS": "Mozilla/5.0 (Mobile; Nokia 8110 4G; rv:48.0) Gecko/48.0 Firefox/48.0 KAIOS/2.5.1",
    "iPhone": "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5_1 like Mac OS X) AppleWebKit/605.1.15"
    " (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1",
    "desk computer": "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:127.0) Gecko/20100101"
    " Firefox/127.0",
}


@pytest.mark.parametrize("user_agent", ROBOTS)
def test_a_robot_is_a_robot(user_agent):
    assert is_robot(user_agent)


@pytest.mark.parametrize("user_agent", PEOPLE.values(), ids=PEOPLE.keys())
def test_a_reader_is_no_robot(user_agent):
    assert not is_robot(user_agent)


@pytest.mark.parametrize(
    "user_agent",
    [
        "Mozilla/5.0 (Linux; Android 9; LG-Discovery Build/PKQ1) AppleWebKit/537.36 (KHTML, like"
        " Gecko) Chrome/120.0.0.0 Mobile Safari/537.36",
        _ANDROID_APP.format(os="11", phone="Redmi Note 8 Build/RKQ1", app="News/8.2"),
    ],
)
def test_the_five_exclusions_make_a_difference(user_agent):
    assert Bots().is_bot(user_agent)
    assert not is_robot(user_agent)


def test_the_five_excluded_patterns_are_in_the_installed_is_bot():
    assert len(PATTERNS_THAT_MEET_PEOPLE) == 5
    assert set(PATTERNS_THAT_MEET_PEOPLE) - Bots().patterns == set()


@pytest.mark.parametrize(
    "hostile",
    [
        "Mozilla/5.0 " + "a" * 8192,
        "Mozilla/5.0 (" + "(((" * 2700,
        "Mozilla/5.0 " + "1.1.1." * 1400,
        "Mozilla/5.0 " + "\x00\xff\ud800😀" * 2000,
    ],
    ids=["letters", "brackets", "dots", "bytes"],
)
def test_a_user_agent_of_8_kilobytes_takes_no_time(hostile):
    is_robot(PHONE)  # the patterns are compiled once
    started = time.process_time()
    is_robot(hostile)
    assert time.process_time() - started < 0.02


def test_only_the_first_512_characters_are_looked_at():
    assert not is_robot(PHONE.ljust(512) + " Googlebot/2.1")
    assert is_robot(PHONE + " Googlebot/2.1")


def _lines(name: str) -> list[str]:
    if not (LISTS / name).exists():
        pytest.skip(f"the list shared/data/agents/{name} does not lie beside the project")
    return (LISTS / name).read_text(encoding="utf-8").splitlines()


def test_every_fetcher_an_indonesian_newsroom_meets_is_a_robot():
    assert [line for line in _lines("bots-id-fetchers-own.txt") if not is_robot(line)] == []


def test_every_app_indonesians_read_news_in_is_a_person():
    assert [line for line in _lines("browsers-id-apps-own.txt") if is_robot(line)] == []


def test_at_least_98_of_100_known_robots_are_recognised():
    lines = _lines("bots-monperrus-MIT.txt")
    assert len(lines) > 2000
    assert sum(map(is_robot, lines)) / len(lines) >= 0.98
