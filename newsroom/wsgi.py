"""The entry point of the application server: `gunicorn newsroom.wsgi`."""

import gc
import os
from importlib import import_module

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")

_django = get_wsgi_application()
# What they work with are models, which exist only now.
_pages = import_module("articles.public.given_again").GivenAgain(_django)
application = import_module("newsroom.afterwards").DueAfterAnswers(_pages)
beside = import_module("newsroom.beside").Beside(
    import_module("articles.readership.keeping_up").KeepingUp
)

# All that is loaded stays: to look through it for what pages leave behind would hold up every
# reader of this process for a tenth of a second, again and again.
gc.collect()
gc.freeze()
