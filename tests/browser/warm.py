"""What a portal for one test is forked from: its code is read, nobody has come yet.

Whoever imports this needs the variables of `server.environment`; settings are read
once, so all that are forked from here answer at one port and keep their things behind
one path.
"""

import os
import sys
from importlib import import_module
from pathlib import Path

from django.core.cache import caches
from django.db import connections
from django.template.loader import get_template
from django.test import Client
from gunicorn.app.wsgiapp import WSGIApplication

from portal.operations import readiness
from portal.settings.env import BASE_DIR

TEMPLATES = BASE_DIR / "templates"
OFTEN = ("/", "/account/login/", "/clinics/")


def read() -> None:
    """All that the first of each kind of visitors would wait for."""
    import_module("portal.wsgi")  # sets Django up, as gunicorn would
    readiness.prepare()
    for template in TEMPLATES.rglob("*.html"):
        get_template(str(template.relative_to(TEMPLATES)))
    visitor = Client(HTTP_HOST="localhost")
    for address in OFTEN:
        visitor.get(address, follow=True)
    connections.close_all()
    for cache in caches.all(initialized_only=True):
        cache.clear()


def serve(log: Path) -> None:
    """Be gunicorn with this portal, until told to end."""
    with log.open("wb") as out:
        for stream in (sys.stdout, sys.stderr):
            os.dup2(out.fileno(), stream.fileno())
    sys.argv = ["gunicorn", "portal.wsgi"]
    sys.argv += ["--config", "python:portal.operations.webserver"]
    WSGIApplication().run()


read()
