"""What happens around Django's own events."""

from django.contrib.auth.signals import user_logged_out
from django.db import connections
from django.db.models.signals import pre_migrate
from django.dispatch import receiver


@receiver(user_logged_out)
def remember_sign_out(request, **_kwargs):
    """So that the answer tells the browser to forget what it kept."""
    if request is not None:
        request.signed_out = True


@receiver(pre_migrate)
def let_migrations_take_their_time(using, **_kwargs):
    """A migration of a large table may take longer than a page or a task may.

    It still waits for no lock longer than they do: who waits blocks everybody behind.
    """
    connection = connections[using]
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET statement_timeout = 0")
