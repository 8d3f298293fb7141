"""The site and, without any middleware, the bare view: in one and the same process."""

import os

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.bench.settings")

site = get_wsgi_application()
middleware, settings.MIDDLEWARE = settings.MIDDLEWARE, []
bare = WSGIHandler()  # reads the list once, now
settings.MIDDLEWARE = middleware


def application(environ, start_response):
    chosen = bare if environ["PATH_INFO"] == "/bench/bare/" else site
    return chosen(environ, start_response)
