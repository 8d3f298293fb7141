import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


def to(model, **options):
    return models.ForeignKey(
        on_delete=django.db.models.deletion.PROTECT, to=model, **options
    )


def pk():
    return models.BigAutoField(
        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
    )


class Migration(migrations.Migration):
    dependencies = [
        ("aftercare", "0004_treatments_and_sessions"),
    ]

    operations = [
        migrations.CreateModel(
            name="SessionDraft",
            fields=[
                ("id", pk()),
                ("key", models.UUIDField(editable=False, unique=True, verbose_name="key")),
                ("title", models.CharField(blank=True, max_length=80, verbose_name="what is done")),
                ("begun_at", models.DateTimeField(verbose_name="begun on")),
                ("risks", models.JSONField(blank=True, default=list, verbose_name="what applies")),
                ("asked_at", models.DateTimeField(blank=True, null=True, verbose_name="asked on")),
                ("performed_at", models.DateTimeField(blank=True, null=True, verbose_name="when")),
                ("no_ink_reason", models.CharField(blank=True, max_length=200, verbose_name="why no bottle")),
                ("asked_by", to(settings.AUTH_USER_MODEL, blank=True, null=True, related_name="+")),
                ("begun_by", to(settings.AUTH_USER_MODEL, related_name="+")),
                ("bottles", models.ManyToManyField(blank=True, related_name="+", to="clinics.bottle")),
                ("client", to("aftercare.client", related_name="session_drafts")),
                ("clinic", to("clinics.clinic", related_name="session_drafts")),
                ("practitioner", to("clinics.practitioner", blank=True, null=True, related_name="+")),
                ("treatment", to("aftercare.treatment", blank=True, null=True, related_name="session_drafts")),
            ],
            options={
                "verbose_name": "session being written down",
                "verbose_name_plural": "sessions being written down",
                "ordering": ["-begun_at", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("title", ""), ("treatment__isnull", False)),
                            models.Q(
                                ("treatment", None),
                                models.Q(("title", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="session_draft_is_of_a_treatment_or_begins_one",
                        violation_error_message="Choose a treatment, or say what is done.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("asked_at", None), ("asked_by", None)),
                            models.Q(
                                ("asked_at__isnull", False),
                                ("asked_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="session_draft_asked_at_and_by_go_together",
                        violation_error_message="Say who asked, and when.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("performed_at", None), ("practitioner", None)),
                            models.Q(
                                ("performed_at__isnull", False),
                                ("practitioner__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="session_draft_knows_who_and_when_together",
                        violation_error_message="Say who did it, and when.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PassportLink",
            fields=[
                ("id", pk()),
                ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name="key")),
                ("made_at", models.DateTimeField(verbose_name="made on")),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True, verbose_name="withdrawn on")),
                ("user", to(settings.AUTH_USER_MODEL, related_name="passport_links")),
            ],
            options={
                "verbose_name": "link to a passport",
                "verbose_name_plural": "links to passports",
                "ordering": ["user", "-made_at", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("withdrawn_at", None),
                            ("withdrawn_at__gte", models.F("made_at")),
                            _connector="OR",
                        ),
                        name="passport_link_is_withdrawn_after_it_is_made",
                        violation_error_message="It cannot be withdrawn before it is made.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("withdrawn_at", None)),
                        fields=("user",),
                        name="one_open_passport_link_per_person",
                        violation_error_message="There is a link already.",
                    ),
                ],
            },
        ),
    ]
