"""The log of who did what, when: rows that are only ever added."""

import hashlib
import json
from datetime import UTC

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

GENESIS = "0" * 64


class AppendOnly(Exception):
    """An audit event is never changed or removed."""


class AuditEventQuerySet(models.QuerySet):
    def update(self, **_fields):
        raise AppendOnly("An audit event is never changed.")

    def delete(self):
        raise AppendOnly("An audit event is never removed.")

    def bulk_create(self, *_args, **_options):
        raise AppendOnly("Audit events are written one by one, with audit.note().")

    def bulk_update(self, *_args, **_options):
        raise AppendOnly("An audit event is never changed.")

    # Templates must not call them, managers must not offer `delete`.
    update.alters_data = delete.alters_data = True
    delete.queryset_only = True


class AuditHead(models.Model):
    """The last link of the chain: the one row every writer queues at."""

    only = models.PositiveSmallIntegerField(primary_key=True, default=1)
    sequence = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64, default=GENESIS)

    personal_fields = frozenset()
    public_fields = frozenset({"hash"})

    class Meta:
        verbose_name = _("end of the audit chain")
        verbose_name_plural = _("end of the audit chain")
        constraints = [
            models.CheckConstraint(
                name="audit_chain_has_one_end",
                condition=models.Q(only=1),
                violation_error_message=_("The audit chain has one end, number 1."),
            ),
        ]

    def __str__(self):
        return f"{self.sequence}: {self.hash}"


class AuditEvent(models.Model):
    """One act of one person (or of the portal itself) on one thing.

    Each event carries the hash of the one before, so that a changed, missing or
    inserted row shows. Written by `audit.note` alone.
    """

    sequence = models.PositiveBigIntegerField(_("number"), unique=True)
    at = models.DateTimeField(_("when"), db_index=True)
    # The number outlives the account: erasing a person must neither be stopped by
    # the log nor rewrite it. Without the account the number names nobody.
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("who"),
        null=True,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        related_name="+",
    )
    verb = models.CharField(_("what"), max_length=100)
    about_type = models.CharField(_("kind of thing"), max_length=100, blank=True)
    about_id = models.CharField(_("which one"), max_length=64, blank=True)
    # A plain number: clinics stand above the log and it knows nothing of them.
    clinic_id = models.PositiveBigIntegerField(_("clinic"), null=True, db_index=True)
    request_id = models.CharField(_("request"), max_length=36, blank=True)
    details = models.JSONField(_("details"), default=dict)
    previous_hash = models.CharField(max_length=64, unique=True)
    hash = models.CharField(max_length=64, unique=True)

    personal_fields = frozenset()
    public_fields = frozenset(
        {
            "verb",
            "about_type",
            "about_id",
            "request_id",
            "details",
            "previous_hash",
            "hash",
        }
    )

    objects = AuditEventQuerySet.as_manager()

    class Meta:
        verbose_name = _("audit event")
        verbose_name_plural = _("audit events")
        ordering = ["-sequence"]
        default_permissions = ("view",)
        base_manager_name = "objects"
        indexes = [models.Index(fields=["about_type", "about_id"], name="audit_about")]

    def __str__(self):
        return f"{self.sequence} {self.verb}"

    def save(self, *args, **kwargs):
        if not self._state.adding:
            raise AppendOnly("An audit event is never changed.")
        super().save(*args, **(kwargs | {"force_insert": True}))

    def delete(self, *_args, **_kwargs):
        raise AppendOnly("An audit event is never removed.")

    @property
    def about(self):
        """What the event is about, as `app.model:key`; empty for the site itself."""
        return f"{self.about_type}:{self.about_id}" if self.about_type else ""

    def canonical(self) -> bytes:
        """The bytes that are hashed: see docs/audit.md."""
        return json.dumps(
            {
                "about_id": self.about_id,
                "about_type": self.about_type,
                "at": self.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
                "by": self.by_id,
                "clinic": self.clinic_id,
                "details": self.details,
                "previous": self.previous_hash,
                "request": self.request_id,
                "sequence": self.sequence,
                "verb": self.verb,
            },
            ensure_ascii=False,
            separators=(",", ":"),
            sort_keys=True,
        ).encode()

    def computed_hash(self) -> str:
        return hashlib.sha256(self.canonical()).hexdigest()
