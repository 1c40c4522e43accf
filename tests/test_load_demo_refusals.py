"""Where the demonstration must not go by itself: a real newsroom, and somebody's account."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from accounts.models import User
from articles.management.demo.people import FIXED_PASSWORD
from articles.models import Article, Category


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
def test_forced_onto_a_real_site_passwords_are_random_and_printed_once(db):
    first = json.loads(load_demo("--json", "--force"))
    passwords = {user["username"]: user["password"] for user in first["users"]}
    assert len(set(passwords.values())) == 6
    assert FIXED_PASSWORD not in passwords.values()
    assert User.objects.get(username="rita").check_password(passwords["rita"])

    second = json.loads(load_demo("--json", "--force"))
    assert {user["password"] for user in second["users"]} == {None}
    assert second["articles"] == first["articles"]
    assert Article.objects.count() == len(first["articles"])
    assert User.objects.get(username="rita").check_password(passwords["rita"])
