"""gunicorn's settings: `gunicorn --config python:portal.operations.webserver`."""

import os

from portal.settings.env import env

os.environ["SCALPWISE_ROLE"] = "web"  # the settings give web requests less time
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.production")

bind = f"{env.str('LISTEN', '127.0.0.1')}:{env.int('PORT', 8000)}"
workers = env.int("WEB_CONCURRENCY", 1)
worker_class = "gthread"
threads = env.int("WEB_THREADS", 4)
timeout = 30
graceful_timeout = 15
keepalive = 5
logger_class = "portal.operations.logs.WebServerLogger"
# Otherwise gunicorn opens a socket in the home folder, to be steered from there.
control_socket_disable = True


def post_worker_init(_worker):
    """Read addresses, words and templates now, so that no visitor waits for it.

    A small installation has no worker process: its web process keeps time.
    """
    from django.conf import settings

    from portal.operations import readiness

    readiness.prepare()
    if settings.SCHEDULER_IN_WEB:
        from portal.operations.heart import Heart

        Heart().start()
