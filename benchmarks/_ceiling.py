"""The ceiling: a ready-made page of any number of bytes through Django's standard middleware.

`gunicorn benchmarks._ceiling` serves it. There is no database, no template and no counting: what
Django and gunicorn cost anybody. `/<bytes>/` is a page of so many bytes.
"""

from functools import cache

import django
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse
from django.urls import path

settings.configure(
    SECRET_KEY="only-for-benchmarks",
    ALLOWED_HOSTS=["127.0.0.1"],
    ROOT_URLCONF=__name__,
    USE_TZ=True,
    INSTALLED_APPS=[
        "django.contrib.auth",
        "django.contrib.contenttypes",
        "django.contrib.sessions",
        "django.contrib.messages",
    ],
    MIDDLEWARE=[  # those of `django-admin startproject`
        "django.middleware.security.SecurityMiddleware",
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.middleware.common.CommonMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
        "django.contrib.messages.middleware.MessageMiddleware",
        "django.middleware.clickjacking.XFrameOptionsMiddleware",
    ],
)
django.setup()


@cache
def _bytes(size: int) -> bytes:
    return (b"Warga Desa Sukatani mengantre sejak pagi. " * (size // 40 + 1))[:size]


def page(request: HttpRequest, size: int) -> HttpResponse:
    return HttpResponse(_bytes(size))


urlpatterns = [path("<int:size>/", page)]
application = get_wsgi_application()
