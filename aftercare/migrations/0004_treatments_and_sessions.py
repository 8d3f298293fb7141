import django.db.models.deletion
import portal.accounts.models.user
from django.conf import settings
from django.db import migrations, models


def person(**options):
    return models.ForeignKey(
        on_delete=django.db.models.deletion.PROTECT,
        to=settings.AUTH_USER_MODEL,
        **options,
    )


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
        ("aftercare", "0003_who_may_be_a_client"),
        ("accounts", "0002_consents_and_invitations"),
        ("clinics", "0014_inks_and_lab_reports"),
    ]

    operations = [
        migrations.CreateModel(
            name="HealthProfile",
            fields=[
                ("id", pk()),
                ("risks", models.JSONField(blank=True, default=list, verbose_name="what applies")),
                ("version", models.CharField(max_length=20, verbose_name="version of the questions")),
                ("answered_at", models.DateTimeField(verbose_name="answered on")),
                ("user", person(related_name="health")),
                ("written_by", person(related_name="+")),
            ],
            options={
                "verbose_name": "health profile",
                "verbose_name_plural": "health profiles",
                "ordering": ["user", "-answered_at", "-pk"],
                "indexes": [models.Index(fields=["user", "answered_at"], name="health_of_person")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("version", ""), _negated=True),
                        name="health_profile_names_its_questions",
                        violation_error_message="Say which questions were asked.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Treatment",
            fields=[
                ("id", pk()),
                ("title", models.CharField(max_length=80, verbose_name="what is done")),
                ("created_at", models.DateTimeField(verbose_name="begun on")),
                ("client", to("aftercare.client", related_name="treatments")),
                ("clinic", to("clinics.clinic", related_name="treatments")),
                ("created_by", person(related_name="+")),
            ],
            options={
                "verbose_name": "treatment",
                "verbose_name_plural": "treatments",
                "ordering": ["-created_at", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("title", ""), _negated=True),
                        name="treatment_has_a_title",
                        violation_error_message="Say what is done.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Session",
            fields=[
                ("id", pk()),
                ("key", models.UUIDField(editable=False, unique=True, verbose_name="key of the form")),
                ("number", models.PositiveSmallIntegerField(verbose_name="number")),
                ("performed_at", models.DateTimeField(verbose_name="when")),
                ("local_date", models.DateField(verbose_name="day 0")),
                ("time_zone", models.CharField(max_length=64, validators=[portal.accounts.models.user.validate_time_zone], verbose_name="time zone of the client")),
                ("bottles_used", models.PositiveSmallIntegerField(verbose_name="bottles used")),
                ("no_ink_reason", models.CharField(blank=True, max_length=200, verbose_name="why no bottle")),
                ("hold", models.CharField(blank=True, choices=[("too_soon", "The last session was only a few days before.")], max_length=12, verbose_name="what asked for a reason")),
                ("go_ahead_reason", models.CharField(blank=True, max_length=300, verbose_name="why it went ahead")),
                ("recorded_at", models.DateTimeField(verbose_name="written down on")),
                ("handed_over_at", models.DateTimeField(blank=True, null=True, verbose_name="handed over on")),
                ("received_at", models.DateTimeField(blank=True, null=True, verbose_name="received by the client on")),
                ("clinic", to("clinics.clinic", related_name="sessions")),
                ("consent", to("accounts.consent", related_name="+")),
                ("handed_over_by", person(blank=True, null=True, related_name="+")),
                ("health", to("aftercare.healthprofile", related_name="sessions")),
                ("practitioner", to("clinics.practitioner", related_name="sessions")),
                ("recorded_by", person(related_name="+")),
                ("treatment", to("aftercare.treatment", related_name="sessions")),
            ],
            options={
                "verbose_name": "session",
                "verbose_name_plural": "sessions",
                "ordering": ["-performed_at", "-pk"],
                "indexes": [models.Index(fields=["clinic", "performed_at"], name="session_of_clinic_by_day")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("number__gte", 1)),
                        name="session_number_counts_from_one",
                        violation_error_message="The first session is number 1.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("recorded_at__gte", models.F("performed_at"))),
                        name="session_is_recorded_once_it_is_done",
                        violation_error_message="A session is written down afterwards.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("bottles_used__gt", 0), ("no_ink_reason", "")),
                            models.Q(
                                ("bottles_used", 0),
                                models.Q(("no_ink_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="session_names_its_bottles_or_says_why_not",
                        violation_error_message="Name the bottles, or say why there is none.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("hold__in", ["", "too_soon"])),
                        name="session_hold_is_known",
                        violation_error_message="Choose from the list.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("go_ahead_reason", ""), ("hold", "")),
                            models.Q(
                                models.Q(("hold", ""), _negated=True),
                                models.Q(("go_ahead_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="session_that_was_held_says_why_it_went_ahead",
                        violation_error_message="Say why it goes ahead all the same.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("handed_over_at", None), ("handed_over_by", None)),
                            models.Q(
                                ("handed_over_at__isnull", False),
                                ("handed_over_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="session_handed_over_at_and_by_go_together",
                        violation_error_message="Say who handed it over, and when.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("received_at", None),
                            models.Q(
                                ("handed_over_at__isnull", False),
                                ("received_at__gte", models.F("handed_over_at")),
                            ),
                            _connector="OR",
                        ),
                        name="session_is_received_once_it_is_handed_over",
                        violation_error_message="It must be handed over first.",
                    ),
                    models.UniqueConstraint(
                        fields=("treatment", "number"),
                        name="session_number_is_used_once_per_treatment",
                        violation_error_message="There is a session of that number.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SessionBottle",
            fields=[
                ("id", pk()),
                ("bottle", to("clinics.bottle", related_name="sessions")),
                ("session", to("aftercare.session", related_name="bottles")),
            ],
            options={
                "verbose_name": "bottle of a session",
                "verbose_name_plural": "bottles of sessions",
                "ordering": ["session", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("session", "bottle"),
                        name="bottle_is_named_once_per_session",
                        violation_error_message="This bottle is in the list already.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Amendment",
            fields=[
                ("id", pk()),
                ("number", models.PositiveSmallIntegerField(verbose_name="number")),
                ("before", models.JSONField(verbose_name="what stood before")),
                ("after", models.JSONField(verbose_name="what stands now")),
                ("reason", models.CharField(max_length=300, verbose_name="reason")),
                ("at", models.DateTimeField(verbose_name="on")),
                ("by", person(related_name="+")),
                ("session", to("aftercare.session", related_name="amendments")),
            ],
            options={
                "verbose_name": "amendment",
                "verbose_name_plural": "amendments",
                "ordering": ["session", "number"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True),
                        name="amendment_says_why",
                        violation_error_message="Say why it is corrected.",
                    ),
                    models.UniqueConstraint(
                        fields=("session", "number"),
                        name="amendment_number_is_used_once_per_session",
                        violation_error_message="Somebody else corrected it just now.",
                    ),
                ],
            },
        ),
    ]
