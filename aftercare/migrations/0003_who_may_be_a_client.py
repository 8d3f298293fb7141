import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("aftercare", "0002_clients_who_ask")]

    operations = [
        migrations.AddConstraint(
            "client",
            models.CheckConstraint(
                name="client_status_is_known",
                condition=Q(("status__in", ["asked", "active", "ended"])),
                violation_error_message="Choose a status from the list.",
            ),
        ),
        migrations.AddConstraint(
            "client",
            models.CheckConstraint(
                name="client_was_invited_or_asked",
                condition=Q(
                    ("asked_at", None),
                    ("invited_at__isnull", False),
                    ("invited_by__isnull", False),
                )
                | Q(
                    ("asked_at__isnull", False),
                    ("invited_at", None),
                    ("invited_by", None),
                ),
                violation_error_message="Say who wished for the link, and when.",
            ),
        ),
        migrations.AddConstraint(
            "client",
            models.CheckConstraint(
                name="client_accepted_at_and_by_go_together",
                condition=Q(("accepted_at", None), ("accepted_by", None))
                | Q(("accepted_at__isnull", False), ("accepted_by__isnull", False)),
                violation_error_message="Say who accepted, and when.",
            ),
        ),
        migrations.AddConstraint(
            "client",
            models.CheckConstraint(
                name="client_is_active_once_accepted",
                condition=~Q(("status", "active")) | Q(("accepted_at__isnull", False)),
                violation_error_message="The other side has to accept the link.",
            ),
        ),
        migrations.AddConstraint(
            "client",
            models.CheckConstraint(
                name="client_asks_until_accepted",
                condition=~Q(("status", "asked"))
                | Q(("accepted_at", None), ("asked_at__isnull", False)),
                violation_error_message="An accepted link is no question.",
            ),
        ),
        migrations.CreateModel(
            name="DeskLink",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                (
                    "token",
                    models.CharField(editable=False, max_length=40, unique=True),
                ),
                ("created_at", models.DateTimeField(verbose_name="made on")),
                (
                    "withdrawn_at",
                    models.DateTimeField(
                        blank=True, null=True, verbose_name="withdrawn on"
                    ),
                ),
                (
                    "clinic",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="desk_links",
                        to="clinics.clinic",
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "withdrawn_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "desk link",
                "verbose_name_plural": "desk links",
                "ordering": ["clinic", "-created_at", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=Q(("withdrawn_at", None), ("withdrawn_by", None))
                        | Q(
                            ("withdrawn_at__isnull", False),
                            ("withdrawn_by__isnull", False),
                        ),
                        name="desk_link_withdrawn_at_and_by_go_together",
                        violation_error_message="Say who withdrew it, and when.",
                    ),
                    models.UniqueConstraint(
                        condition=Q(("withdrawn_at", None)),
                        fields=["clinic"],
                        name="one_open_desk_link_per_clinic",
                        violation_error_message=(
                            "This clinic has a code for its desk."
                        ),
                    ),
                ],
            },
        ),
    ]
