# One image for web, worker and release: see compose.yaml and docs/production.md.

FROM python:3.13-slim AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
RUN python -m venv /venv
COPY requirements/production.txt /tmp/
RUN /venv/bin/pip install --require-hashes --only-binary :all: -r /tmp/production.txt

FROM python:3.13-slim AS portal
ENV PATH=/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    DJANGO_SETTINGS_MODULE=portal.settings.production \
    STATIC_ROOT=/portal/static \
    LISTEN=0.0.0.0
# Posters and sheets are made with pango; the typeface for letters that ours lacks.
RUN apt-get update \
    && apt-get install --yes --no-install-recommends \
        fonts-dejavu-core libharfbuzz-subset0 libpango-1.0-0 libpangoft2-1.0-0 \
    && rm -rf /var/lib/apt/lists/*
RUN useradd --system --uid 10001 --no-create-home portal
COPY --from=build /venv /venv
WORKDIR /portal
COPY manage.py ./
COPY portal ./portal
COPY clinics ./clinics
COPY aftercare ./aftercare
COPY templates ./templates
# Nothing is asked of these neighbours: collecting files needs settings that load.
RUN BASE_URL=https://build.invalid \
    DATABASE_URL=postgres://build.invalid/build \
    DEFAULT_FROM_EMAIL=build@build.invalid \
    EMAIL_URL=smtp://build.invalid \
    REDIS_URL=redis://build.invalid \
    S3_ACCESS_KEY_ID=build S3_SECRET_ACCESS_KEY=build \
    S3_ENDPOINT_URL=https://build.invalid \
    S3_MEDIA_BUCKET=build S3_PRIVATE_BUCKET=build-private \
    SECRET_KEY="$(python -c 'import secrets; print(secrets.token_urlsafe(64))')" \
    SIGNING_KEY="$(python -c 'import secrets; print(secrets.token_urlsafe(32))')" \
    TRUSTED_PROXIES=1 \
    python manage.py collectstatic --noinput --verbosity 0
USER portal
EXPOSE 8000
CMD ["gunicorn", "--config", "python:portal.operations.webserver", "portal.wsgi"]
