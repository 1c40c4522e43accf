"""Two people at one moment: nobody is locked out, nothing is overwritten, nothing breaks."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from axes.models import AccessAttempt
from django.db import connections
from django.test import Client

from accounts.forms import ChoosePasswordForm
from accounts.models import User
from tests.conftest import PASSWORD, person

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*calls) -> list:
    """Run these at the same moment, each on its own connection, and return their results."""

    def run(call):
        try:
            return call()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(run, calls))


def browser_of(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_two_superusers_who_switch_each_other_off_do_not_both_succeed():
    one = person("one", "One", "", is_superuser=True)
    two = person("two", "Two", "", is_superuser=True)

    def switch_off(by: User, other: User):
        client = browser_of(by)
        form = {
            "username": other.username,
            "display_name": other.display_name,
            "email": other.email,
            "language": "id",
            "role": "reporter",
            "is_superuser": "on",
        }
        address = f"/admin/accounts/user/{other.pk}/change/"
        return lambda: client.post(address, form).status_code

    statuses = at_once(switch_off(one, two), switch_off(two, one))

    assert set(statuses) <= {200, 302}
    assert User.objects.filter(is_superuser=True, is_active=True).count() == 1


def test_failures_at_one_moment_are_all_counted_and_none_breaks():
    def fail() -> int:
        form = {"username": "nobody", "password": "wrong-wrong"}
        return Client().post("/admin/login/", form).status_code

    assert at_once(*[fail] * 6) == [200] * 6
    assert list(AccessAttempt.objects.values_list("failures_since_start", flat=True)) == [6]


def test_a_new_password_does_not_switch_an_account_on_again():
    rita = person("rita", "Rita Anggraini", "reporter")
    form = ChoosePasswordForm(
        rita, {"new_password1": "kuda laut menyapu", "new_password2": "kuda laut menyapu"}
    )
    assert form.is_valid()
    User.objects.filter(pk=rita.pk).update(is_active=False, role="")

    form.save()

    kept = User.objects.get(pk=rita.pk)
    assert (kept.is_active, kept.role) == (False, "")
    assert not kept.check_password(PASSWORD)
