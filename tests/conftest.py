"""The cast: Rita reports, Sam is the other reporter, Edi edits, Mira is managing editor."""

import itertools
from importlib import import_module

import pytest
from django.apps import apps
from django.conf import settings as django_settings
from django.core.cache import cache
from django.core.signals import request_finished
from django.db import connections
from django.template import Context, RequestContext, Template
from django.test.signals import template_rendered
from django.utils import timezone

from accounts.models import User
from articles.models import Category, Reporter
from articles.readership import receipts, salts
from articles.readership.applying import apply_now
from newsroom.databases import connections as described
from tests import site_template
from tests.kept import kept, rendered  # noqa: F401 (fixtures)
from tests.minute_away import minute, own_database, suffering_site  # noqa: F401 (fixtures)
from tests.newsdesk import a_rewritten_draft
from tests.phones import PHONE  # noqa: F401 (many tests have it from here)

PASSWORD = "kopi-susu-di-cikarang"


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment, django_db_blocker, tmp_path_factory):
    """Give this process its copy of the migrated database: migrating takes seconds, a copy none.

    SQLite is a file, as in production: threads cannot wait for one another in memory.
    """
    address = site_template.prepared(demo=False).copy_database(tmp_path_factory.mktemp("database"))
    name = described(address)["default"]["NAME"]
    with django_db_blocker.unblock():
        for connection in connections.all():
            connection.settings_dict["NAME"] = name
    yield
    with django_db_blocker.unblock():
        connections.close_all()
        site_template.drop_database(address)


@pytest.fixture(scope="session", autouse=True)
def one_context_a_page(django_test_environment):
    """Keep for `response.context` what a page was rendered with.

    Django's client copies the context of every widget and inclusion too, which takes a third of
    the time of a form.
    """

    def render(template: Template, context: Context) -> str:
        if isinstance(context, RequestContext) and context.template is template:
            template_rendered.send(sender=template, template=template, context=context)
        return template.nodelist.render(context)

    Template._render = render


@pytest.fixture(autouse=True)
def quick_and_clean(settings):
    """Cheap password hashes, no kept pages, and counting on the test's own connection."""
    settings.PAGE_CACHE = False  # tests write past the verbs, and look at once
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.READS_DATABASE = "default"
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    cache.clear()
    receipts.forget_noted()
    salts.forget()  # the table that had them was emptied with the last test


@pytest.fixture(scope="session")
def journals(tmp_path_factory):
    """Give names of folders for journals, each new, and made by whoever writes there first."""
    folder = tmp_path_factory.mktemp("journals")
    return (folder / str(number) for number in itertools.count())


@pytest.fixture(autouse=True)
def applied_after_each_request(settings, journals):
    """A journal for each test, applied when a request of the test client has ended."""
    settings.READS_JOURNAL_DIR = next(journals)
    request_finished.connect(apply_what_waits)
    yield
    request_finished.disconnect(apply_what_waits)


def apply_what_waits(**signal) -> None:
    """Apply the journal as the server's thread would, unnoticed by those who count queries."""
    if not django_settings.READS_JOURNAL_DIR.exists():
        return
    log = connections["default"].queries_log
    said_so_far = len(log)
    apply_now(now=timezone.now(), using="default")
    while len(log) > said_so_far:
        log.pop()


def person(username: str, display_name: str, role: str, **more) -> User:
    return User.objects.create_user(
        username,
        password=PASSWORD,
        display_name=display_name,
        email=f"{username}@bekasikab.example",
        role=role,
        **more,
    )


@pytest.fixture
def rita(db):
    user = person("rita", "Rita Anggraini", "reporter")
    Reporter.objects.create(name="Rita Anggraini", slug="rita-anggraini", user=user)
    return user


@pytest.fixture
def sam(db):
    user = person("sam", "Sam Hidayat", "reporter")
    Reporter.objects.create(name="Sam Hidayat", slug="sam-hidayat", user=user)
    return user


@pytest.fixture
def edi(db):
    return person("edi", "Edi Kurniawan", "editor")


@pytest.fixture
def mira(db):
    return person("mira", "Mira Lestari", "managing_editor")


@pytest.fixture
def root(db):
    return person("root", "Petugas TI", "", is_superuser=True)


@pytest.fixture
def government(db):
    return Category.objects.create(name="Pemerintahan", slug="pemerintahan", position=1)


@pytest.fixture
def health(db):
    return Category.objects.create(name="Kesehatan", slug="kesehatan", position=2)


@pytest.fixture
def signed_in(client):
    """Return a function that signs a person in on the test client and gives the client back."""

    def sign_in(user: User):
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return sign_in


@pytest.fixture
def filled_checklist(db):
    """Fill the checklist again: a test with threads empties every table, migrations included."""
    import_module("articles.migrations.0005_fill_the_checklist").fill(apps, None)


@pytest.fixture
def rewritten(rita):
    return a_rewritten_draft(rita)
