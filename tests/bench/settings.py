"""The site as `make run` serves it; DATABASE_URL puts it on another database."""

from portal.settings.embedded import *
from portal.settings.env import env

DEBUG = False
ALLOWED_HOSTS = ["127.0.0.1", "localhost"]
ROOT_URLCONF = "tests.bench.urls"
if url := env.str("DATABASE_URL", ""):
    DATABASES = {"default": env.dj_db_url("DATABASE_URL", conn_max_age=60)}
