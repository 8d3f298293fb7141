"""Phones and computers that show reminders."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class PushSubscription(models.Model):
    """A browser in which somebody allowed reminders, as its push service names it."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="push_subscriptions",
    )
    endpoint = models.CharField(_("address"), max_length=500, unique=True)
    p256dh = models.CharField(_("public key"), max_length=90)
    auth = models.CharField(_("shared secret"), max_length=30)
    made_at = models.DateTimeField(_("made on"))

    personal_fields = frozenset({"endpoint", "p256dh", "auth"})
    public_fields = frozenset()

    class Meta:
        verbose_name = _("device for reminders")
        verbose_name_plural = _("devices for reminders")
        ordering = ["user", "-made_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="push_endpoint_is_encrypted",
                condition=Q(endpoint__startswith="https://"),
                violation_error_message=_("The address has to begin with https://."),
            ),
        ]

    def __str__(self):
        return f"{self.user_id}: {self.made_at:%Y-%m-%d}"
