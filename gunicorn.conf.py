"""How gunicorn serves this site when nothing else is said; `gunicorn newsroom.wsgi` reads it.

Left alone, gunicorn answers one request at a time, and a single phone on a bad line would keep
every other reader waiting.
"""

import os

workers = int(os.environ.get("WEB_CONCURRENCY", "2"))  # gunicorn's own variable
worker_class = "gthread"
threads = 8
control_socket_disable = True
