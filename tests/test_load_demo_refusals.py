"""Where the demonstration must not go by itself: a real newsroom, and somebody's account."""

import json
from contextlib import closing
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from accounts.models import User
from articles.management.demo.people import FIXED_PASSWORD
from articles.models import Category
from tests.running_site import RunningSite

STORED = """
import json
from accounts.models import User
from articles.models import Article
rita = User.objects.get(username="rita")
print(json.dumps([Article.objects.count(), rita.check_password("{password}")]))
"""


def load_demo(*options: str) -> str:
    out = StringIO()
    call_command("load_demo", *options, stdout=out)
    return out.getvalue()


def test_without_debug_it_refuses_and_adds_nothing(db):
    with pytest.raises(CommandError, match="--force"):
        load_demo("--json")
    assert not User.objects.exists()
    assert not Category.objects.exists()


def test_it_never_takes_over_the_account_of_somebody_else(db, settings):
    settings.DEBUG = True
    User.objects.create_user("edi", display_name="Edi lain", email="edi@x.example", role="reporter")
    with pytest.raises(CommandError, match="edi"):
        load_demo()
    assert list(User.objects.values_list("username", flat=True)) == ["edi"]


@pytest.mark.once
@pytest.mark.server
def test_forced_onto_a_real_site_passwords_are_random_and_printed_once():
    with closing(RunningSite(demo=True)) as site:  # was loaded by force, and is not served here
        look_at_what_was_loaded(site)


def look_at_what_was_loaded(site: RunningSite) -> None:
    passwords = {user["username"]: user["password"] for user in site.demo["users"]}
    assert len(set(passwords.values())) == 6
    assert FIXED_PASSWORD not in passwords.values()

    second = json.loads(site.manage("load_demo", "--json", "--force"))
    assert {user["password"] for user in second["users"]} == {None}
    assert second["articles"] == site.demo["articles"]
    stored = json.loads(site.python(STORED.format(password=passwords["rita"])))
    assert stored == [len(second["articles"]), True]
