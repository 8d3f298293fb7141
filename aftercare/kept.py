"""What is kept about people, kind by kind: which rows, and which of their fields.

A new thing that is kept about people gets a part here, in the chapter on reports
(`kept_reports`) if it is about them, or a line in `LEFT_OUT`
(tests/aftercare/test_own_data.py asks about each model).
"""

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.utils.translation import gettext_lazy, pgettext_lazy

from aftercare import kept_reports
from aftercare.kept_part import Part
from aftercare.models import (
    Amendment,
    CalendarLink,
    Client,
    HealingPlan,
    HealthProfile,
    Helper,
    LateTick,
    PassportLink,
    PushSubscription,
    Reminder,
    ReminderWish,
    Session,
    StepRecord,
    Treatment,
    TreatmentGrant,
)
from clinics.models import IdentityChange, Membership, PlacementRequest, Practitioner
from portal.accounts.models import Consent, Invitation, User


def inks_of(session: Session) -> list[str]:
    batches = [each.bottle.batch for each in session.bottles.all()]
    return [f"{batch.ink}, {batch.lot_printed}" for batch in batches]


SESSIONS = ("clinic", "treatment", "practitioner")
PARTS = (
    Part(
        key="account",
        title=gettext_lazy("Your account"),
        rows=lambda user: User.objects.filter(pk=user.pk),
        fields=(
            "email",
            "display_name",
            "time_zone",
            "language",
            "adult_confirmed_at",
            "date_joined",
        ),
    ),
    Part(
        key="sign_in",
        title=gettext_lazy("Passkeys and code apps"),
        rows=lambda user: Authenticator.objects.filter(user=user.pk).order_by("pk"),
        fields=("type", "created_at", "last_used_at"),
    ),
    Part(
        key="signed_in_at",
        title=gettext_lazy("Where you are signed in"),
        rows=lambda user: UserSession.objects.filter(user=user.pk).order_by("pk"),
        fields=("created_at", "last_seen_at", "ip", "user_agent"),
    ),
    Part(
        key="consents",
        title=gettext_lazy("Your consents"),
        rows=lambda user: Consent.objects.filter(user=user.pk),
        fields=("purpose", "act", "text_version", "given_at"),
    ),
    Part(
        key="invitations",
        title=gettext_lazy("Invitations to your address"),
        rows=lambda user: Invitation.objects.filter(email=user.email),
        fields=(
            "email",
            "role",
            "created_at",
            "expires_at",
            "accepted_at",
            "withdrawn_at",
        ),
    ),
    Part(
        key="clinics",
        title=gettext_lazy("Clinics you are or were a client of"),
        rows=lambda user: (
            Client.objects.filter(user=user.pk).select_related("clinic").order_by("pk")
        ),
        fields=(
            "clinic",
            "status",
            "invited_at",
            "asked_at",
            "accepted_at",
            "ended_at",
        ),
    ),
    Part(
        key="teams",
        title=gettext_lazy("Clinics you work or worked at"),
        rows=lambda user: Membership.objects.filter(user=user.pk).select_related(
            "clinic"
        ),
        fields=("clinic", "role", "since", "until"),
    ),
    Part(
        key="practitioner",
        title=gettext_lazy("Your public profile as a practitioner"),
        rows=lambda user: Practitioner.objects.filter(user=user.pk),
        fields=("public_name", "about", "claimed_at"),
    ),
    Part(
        key="former_names",
        title=gettext_lazy("Names that your public profile had"),
        rows=lambda user: IdentityChange.objects.filter(practitioner__user=user.pk),
        fields=("was", "became", "at"),
    ),
    Part(
        key="placement_requests",
        title=gettext_lazy("Clinics that asked whether you work there"),
        rows=lambda user: PlacementRequest.objects.filter(
            person=user.pk
        ).select_related("clinic"),
        fields=("clinic", "since", "asked_at", "answer", "words", "answered_at"),
    ),
    Part(
        key="health",
        title=gettext_lazy("What you said of your health"),
        rows=lambda user: HealthProfile.objects.filter(user=user.pk),
        fields=("risks", "version", "answered_at"),
    ),
    Part(
        key="treatments",
        title=gettext_lazy("Your treatments"),
        rows=lambda user: (
            Treatment.objects.filter(client__user=user.pk)
            .select_related("clinic")
            .order_by("pk")
        ),
        fields=("clinic", "title", "created_at"),
    ),
    Part(
        key="sessions",
        title=gettext_lazy("Your sessions"),
        rows=lambda user: (
            Session.objects.filter(treatment__client__user=user.pk)
            .select_related(*SESSIONS)
            .prefetch_related("bottles__bottle__batch__ink__maker")
            .order_by("performed_at", "pk")
        ),
        fields=(
            "clinic",
            "treatment",
            "number",
            "practitioner",
            "performed_at",
            "local_date",
            "time_zone",
            ("inks", gettext_lazy("ink and batch"), inks_of),
            "no_ink_reason",
            "hold",
            "go_ahead_reason",
            "recorded_at",
            "handed_over_at",
            "received_at",
        ),
    ),
    Part(
        key="corrections",
        title=gettext_lazy("Corrections of your sessions"),
        rows=lambda user: (
            Amendment.objects.filter(session__treatment__client__user=user.pk)
            .select_related("session")
            .order_by("at", "pk")
        ),
        fields=("session", "number", "at", "reason", "before", "after"),
    ),
    Part(
        key="plans",
        title=gettext_lazy("Your healing plans"),
        rows=lambda user: (
            HealingPlan.objects.filter(user=user.pk)
            .select_related("clinic", "version__template__clinic")
            .order_by("day_zero", "pk")
        ),
        fields=("clinic", "version", "day_zero", "reached_on", "ended_on"),
    ),
    Part(
        key="plan_records",
        title=gettext_lazy("What you said of the steps of your plans"),
        rows=lambda user: (
            StepRecord.objects.filter(plan__user=user.pk)
            .select_related("step")
            .order_by("on", "pk")
        ),
        fields=(
            "on",
            (
                "step",
                pgettext_lazy("of a plan", "step"),
                lambda told: str(told.step.title),
            ),
            "outcome",
            "reason",
            "at",
            "time_zone",
        ),
    ),
    *kept_reports.PARTS,
    Part(
        key="shown",
        title=gettext_lazy("Treatments you show to another clinic"),
        rows=lambda user: (
            TreatmentGrant.objects.filter(treatment__client__user=user.pk)
            .select_related("treatment", "clinic")
            .order_by("pk")
        ),
        fields=("treatment", "clinic", "granted_at", "withdrawn_at"),
    ),
    Part(
        key="helpers",
        title=gettext_lazy("Who helps you"),
        rows=lambda user: (
            Helper.objects.filter(person=user.pk)
            .select_related("helper")
            .order_by("pk")
        ),
        fields=("helper", "may_tick", "since", "ended_at"),
    ),
    Part(
        key="helps",
        title=gettext_lazy("Whom you help"),
        rows=lambda user: (
            Helper.objects.filter(helper=user.pk)
            .select_related("person")
            .order_by("pk")
        ),
        fields=("person", "may_tick", "since", "ended_at"),
    ),
    Part(
        key="calendar",
        title=gettext_lazy("Your calendar subscription"),
        rows=lambda user: CalendarLink.objects.filter(user=user.pk),
        fields=("made_at", "withdrawn_at"),
    ),
    Part(
        key="passport_links",
        title=gettext_lazy("Links to your ink passport"),
        rows=lambda user: PassportLink.objects.filter(user=user.pk),
        fields=("made_at", "withdrawn_at"),
    ),
    Part(
        key="reminder_wish",
        title=gettext_lazy("How you wish to be reminded"),
        rows=lambda user: ReminderWish.objects.filter(user=user.pk),
        fields=("by_email", "by_push", "hour", "quiet_from", "quiet_until"),
    ),
    Part(
        key="devices",
        title=gettext_lazy("Your devices for reminders"),
        rows=lambda user: PushSubscription.objects.filter(user=user.pk),
        fields=("endpoint", "made_at"),
    ),
    Part(
        key="reminders",
        title=gettext_lazy("Reminders you got"),
        rows=lambda user: Reminder.objects.filter(user=user.pk),
        fields=("kind", "on", "claimed_at", "settled_at"),
    ),
    Part(
        key="late_ticks",
        title=gettext_lazy("Answers that came without a network"),
        rows=lambda user: LateTick.objects.filter(user=user.pk).select_related("step"),
        fields=(
            "on",
            (
                "step",
                pgettext_lazy("of a plan", "step"),
                lambda tick: str(tick.step.title),
            ),
            "fate",
            "came_at",
        ),
    ),
)
# What names people and is in none of the parts, and why.
LEFT_OUT = {
    "aftercare.OutsideClinic": "told with each report about one",
    "aftercare.GradedItem": "the answers of the reports once more, as numbers",
    "accounts.User.password": "only its scrambled form is kept, and that stays here",
    "aftercare.PushSubscription.p256dh": "a key of the device, of use to no one else",
    "aftercare.PushSubscription.auth": "a secret of the device",
    "aftercare.SessionDraft": "unfinished notes of a clinic; gone once it saves them",
    "aftercare.Photo.small": "a small copy of the photo that is told",
    "aftercare.Attachment.small": "a small copy of the picture that is told",
    "aftercare.StepReason": "what a clinic wrote about its own plan",
    "operations.OutgoingMail": "letters on their way, forgotten within a month",
    "audit.AuditEvent": "numbers of acts, without a word about anybody",
}
