"""Any days can be asked for; what cannot be read is said, and nothing costs more than a year."""

import pytest
import time_machine

from tests.figures import NOON, PAGE, an_autumn, page, table
from tests.reading import meta, page_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def at_noon():
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.mark.parametrize(
    ("asked", "words", "reads"),
    [
        ({"periode": "hari-ini"}, "20 September 2026", "600"),
        ({"periode": "7-hari"}, "14–20 September 2026", "1.100"),
        ({"periode": "bulan-lalu"}, "1–31 Agustus 2026", "500"),
        ({"periode": "tahun-ini"}, "1 Januari – 20 September 2026", "2.000"),
        ({"periode": "tahun-lalu"}, "1 Januari – 31 Desember 2025", "100"),
        ({"dari": "2026-08-01", "sampai": "2026-08-01"}, "1 Agustus 2026", "200"),
        ({"dari": "2026-08", "sampai": "2026-08"}, "1–31 Agustus 2026", "500"),
        ({"dari": "2025-12", "sampai": "2026-08-30"}, "1 Desember 2025 – 30 Agustus 2026", "300"),
        ({"dari": "2026-09-19"}, "19–20 September 2026", "1.100"),
        ({"sampai": "2026-08-31"}, "31 Agustus 2026", "300"),
        ({"dari": "2026-08-31", "sampai": "2026-08-01"}, "1–31 Agustus 2026", "500"),
        ({"dari": "2026-09-19", "sampai": "2026-12-31"}, "19–20 September 2026", "1.100"),
    ],
)
def test_any_period_can_be_chosen(client, government, health, asked, words, reads):
    an_autumn(government, health)
    main = page(client, **asked)
    assert main.one("h3", class_="figures__period").text == words
    assert table(main, "Per rubrik")[-1][1] == reads
    assert sum(number(row[1]) for row in table(main, "Terpopuler")[1:]) == number(reads)
    assert not main.all(class_="figures__remark")


def number(text: str) -> int:
    return int(text.replace(".", ""))


@pytest.mark.parametrize(
    ("asked", "remark"),
    [
        *(
            ({"dari": typed}, "Tanggalnya tidak terbaca. Tulislah seperti 2026-11-23 atau 2026-11.")
            for typed in ("kemarin", "2026-02-30", "2026-13", "1066-10-14", "²⁰²⁶-01", "2026-9-1-1",
                          "99999-01-01", "-", "0000-00-00", "\x00", "' OR 1=1 --", "٢٠٢٦-٠١")
        ),
        ({"dari": "2026-09-01", "sampai": "x" * 5000}, "Tanggalnya tidak terbaca. Tulislah"),
        ({"dari": "2027-01-01"}, "Hari-hari itu belum tiba."),
        ({"periode": "abad-ini"}, "Periode itu tidak ada."),
    ],
)  # fmt: skip
def test_days_that_cannot_be_shown_are_said_and_this_month_is_shown(client, asked, remark):
    main = page(client, **asked)
    said = main.one("p", class_="figures__remark").text
    assert said.startswith(remark)
    assert said.endswith("Yang ditampilkan adalah bulan ini.")
    assert main.one("h3", class_="figures__period").text == "1–20 September 2026"


def test_a_year_is_the_longest_period(client):
    main = page(client, dari="1990-01-01", sampai="2026-09-20")
    assert main.one("p", class_="figures__remark").text.startswith("Periode paling panjang")
    assert main.one("h3", class_="figures__period").text == "20 September 2025 – 20 September 2026"


def test_the_form_and_the_links_say_what_is_shown(client):
    main = page(client, periode="bulan-lalu")
    [shown] = [link for link in main.all("a") if "aria-current" in link.attributes]
    assert shown.text == "Bulan lalu"
    values = [field.attributes["value"] for field in main.one("form").all("input")]
    assert values == ["2026-08-01", "2026-08-31"]
    response = page_of(client.get(PAGE, {"periode": "bulan-lalu", "utm_source": "wa"}))
    assert response.one("link", rel="canonical").attributes["href"] == f"http://testserver{PAGE}"
    assert "noindex" in meta(page_of(client.get(PAGE, {"dari": "kemarin"})), "robots")
