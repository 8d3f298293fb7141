"""What of a person's care somebody may see. The rest answers 404, as if not there."""

import datetime
from collections.abc import Collection
from uuid import UUID

from django.db.models import Case, Exists, F, OuterRef, Prefetch, Q, QuerySet, When
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from aftercare import places
from aftercare.enums import ClientStatus
from aftercare.models import (
    Amendment,
    Attachment,
    Client,
    DeskLink,
    FlagOpening,
    HealingPlan,
    Helper,
    Message,
    Photo,
    PlanStep,
    PushSubscription,
    Session,
    SessionDraft,
    SymptomReport,
    Treatment,
    TreatmentGrant,
)
from clinics.models import Bottle, Clinic, Practitioner
from portal.accounts import places as account_places
from portal.accounts.domain import invitations
from portal.accounts.enums import Purpose
from portal.accounts.models import Consent, Invitation, User

HISTORY = datetime.timedelta(days=90)


def active_clients(clinic: Clinic, *, words: str = "") -> QuerySet[Client]:
    """Whom the clinic treats today, by name; `words` are looked for in it."""
    found = clinic.clients.active().select_related("user")
    if words:
        named = Q(user__display_name__icontains=words) | Q(user__email__icontains=words)
        found = found.filter(named)
    return found.order_by("user__display_name", "user__email", "pk")


def active_client(clinic: Clinic, pk: int) -> Client:
    """One of them. Raises Http404."""
    return get_object_or_404(active_clients(clinic), pk=pk)


def active_client_behind(treatment: Treatment) -> Client:
    """Today's link to the person, who may have left once and come back."""
    clients = active_clients(treatment.clinic)
    return get_object_or_404(clients, user=treatment.client.user_id)


def treatments_at(clinic: Clinic) -> QuerySet[Treatment]:
    """The clinic's own, of the people it treats today."""
    return Treatment.objects.seen_by(clinic).select_related("clinic", "client__user")


def treatments_of(client: Client) -> QuerySet[Treatment]:
    """Those of a client at this clinic, also under an earlier link."""
    return Treatment.objects.seen_by(client.clinic).of(client.user)


def treatment_at(clinic: Clinic, pk: int) -> Treatment:
    """One of them. Raises Http404."""
    return get_object_or_404(treatments_at(clinic), pk=pk)


def shown_treatments(client: Client) -> QuerySet[Treatment]:
    """What a client of today shows the clinic of others, each with its clinic."""
    shown = Treatment.objects.shown_to(client.clinic).of(client.user)
    return shown.select_related("clinic", "client__user")


def shown_treatment(client: Client, pk: int) -> Treatment:
    """One of them. Raises Http404."""
    return get_object_or_404(shown_treatments(client), pk=pk)


def shown_sessions(client: Client, treatment: Treatment) -> QuerySet[Session]:
    """The sessions of one of them."""
    return Session.objects.shown_to(client.clinic).filter(treatment=treatment)


def shown_plan(client: Client, treatment: Treatment) -> HealingPlan | None:
    """The last plan that one of them began."""
    plans = HealingPlan.objects.filter(session__in=shown_sessions(client, treatment))
    return plans.for_reading().first()


def treatments_elsewhere(link: Client) -> QuerySet[Treatment]:
    """A person's own at other clinics, with what the clinic of the link was shown."""
    grants = TreatmentGrant.objects.filter(clinic=link.clinic_id)
    others = Treatment.objects.of(link.user).exclude(clinic=link.clinic_id)
    return others.select_related("clinic", "client__user").prefetch_related(
        Prefetch("grants", grants, to_attr="shown")
    )


def treatment_elsewhere(link: Client, pk: int) -> Treatment:
    """One of them. Raises Http404."""
    return get_object_or_404(treatments_elsewhere(link), pk=pk)


def sessions_at(clinic: Clinic) -> QuerySet[Session]:
    """The clinic's own, of the people it treats today."""
    return Session.objects.seen_by(clinic).for_reading()


def session_at(clinic: Clinic, pk: int) -> Session:
    """One of them. Raises Http404."""
    return get_object_or_404(sessions_at(clinic), pk=pk)


def session_of_key(clinic: Clinic, key: UUID) -> Session | None:
    """The session that a draft has become."""
    return sessions_at(clinic).filter(key=key).first()


def amendments_of(session: Session) -> QuerySet[Amendment]:
    """What was corrected once it was locked, the first one first."""
    return session.amendments.select_related("by")


def own_session(user, pk: int) -> Session:
    """A session of one's own, at whichever clinic. Raises Http404."""
    return get_object_or_404(Session.objects.of(user), pk=pk)


def drafts_at(clinic: Clinic) -> QuerySet[SessionDraft]:
    """What the team is writing down; whoever comes by may go on."""
    return SessionDraft.objects.seen_by(clinic).for_reading()


def draft_at(clinic: Clinic, key: UUID) -> SessionDraft:
    """One of them. Raises Http404."""
    return get_object_or_404(drafts_at(clinic), key=key)


def practitioners_to_name(
    clinic: Clinic, *, also: int | None = None
) -> QuerySet[Practitioner]:
    """Who works there, or did within the days for which sessions are still written."""
    since = clinic.today - HISTORY
    recent = clinic.placements.filter(Q(until=None) | Q(until__gt=since))
    return Practitioner.objects.filter(
        Q(pk__in=recent.values("practitioner")) | Q(pk=also)
    )


def bottles_to_name(
    clinic: Clinic, *, on: datetime.date, named: Collection[int] = ()
) -> QuerySet[Bottle]:
    """Those in the house on that day, whatever is wrong with them, and those named."""
    there = Q(emptied_on=None) | Q(emptied_on__gte=on)
    in_house = there & Q(received_on__lte=on)
    return clinic.bottles.filter(in_house | Q(pk__in=named)).for_reading()


def running_plan(user) -> HealingPlan | None:
    """The course that this person is in, however long ago it began."""
    return _own_plans(user).running().first()


def own_plan(user, pk: int) -> HealingPlan:
    """One plan of this person, also of an ended link. Raises Http404."""
    return get_object_or_404(_own_plans(user), pk=pk)


def earlier_plans(user) -> QuerySet[HealingPlan]:
    """The courses that a later session restarted, the newest first."""
    return _own_plans(user).exclude(ended_on=None)


def plan_of_day(user, on: datetime.date) -> HealingPlan:
    """The plan that a date belongs to. Raises Http404 before the first session."""
    begun = _own_plans(user).filter(day_zero__lte=on)
    found = begun.order_by("-day_zero", F("ended_on").desc(nulls_first=True)).first()
    if found is None:
        raise Http404
    return found


def running_plan_on(user, on: datetime.date) -> HealingPlan:
    """The course that runs, if the date is one of its days. Raises Http404."""
    return get_object_or_404(_own_plans(user).running(), day_zero__lte=on)


def step_of(plan: HealingPlan, slug: str) -> PlanStep:
    """A step of the plan's own version. Raises Http404."""
    return get_object_or_404(PlanStep, version=plan.version_id, slug=slug)


def steps_of(plan: HealingPlan, slugs: Collection[str]) -> QuerySet[PlanStep]:
    """Those of its own version among these names; others are passed over."""
    return PlanStep.objects.filter(version=plan.version_id, slug__in=slugs)


def helpers_of(user) -> QuerySet[Helper]:
    """Who helps this person, and who did."""
    return Helper.objects.filter(person=user).select_related("helper")


def helper_of(user, pk: int) -> Helper:
    """One of them, also a former one. Raises Http404."""
    return get_object_or_404(helpers_of(user), pk=pk)


def helped_by(user) -> QuerySet[Helper]:
    """Those whom this person helps today."""
    rows = Helper.objects.open().filter(helper=user).for_reading()
    return rows.order_by("person__display_name", "pk")


def helping(user, pk: int) -> Helper:
    """One of them. Raises Http404 from the moment on in which it ended."""
    return get_object_or_404(helped_by(user), pk=pk)


def left_by(user, pk: int) -> Helper:
    """What this person helps with, or has helped with. Raises Http404."""
    return get_object_or_404(Helper.objects.filter(helper=user).for_reading(), pk=pk)


def helper_invitations_of(user) -> QuerySet[Invitation]:
    """The letters to a helper that nobody has answered."""
    return Invitation.objects.unanswered().filter(place=places.helper(user))


def helper_invitation_of(user, pk: int) -> Invitation:
    """One letter to a helper, in whatever state. Raises Http404."""
    sent = Invitation.objects.filter(place=places.helper(user))
    return get_object_or_404(sent, pk=pk)


def _own_plans(user) -> QuerySet[HealingPlan]:
    return HealingPlan.objects.of(user).for_reading()


def own_reports(user) -> QuerySet[SymptomReport]:
    """What this person has ever reported, the newest first."""
    return SymptomReport.objects.of(user).select_related(
        "clinic", "outside_clinic__clinic"
    )


def own_report(user, number: str) -> SymptomReport:
    """One of them. Raises Http404."""
    return get_object_or_404(own_reports(user), number=number)


def own_report_here(user, number: str) -> SymptomReport:
    """One about a session that is kept here. Raises Http404."""
    return get_object_or_404(own_reports(user).exclude(session=None), number=number)


def is_allowed_outside(report: SymptomReport) -> bool:
    """Whether the person allows that moderators see it without a name."""
    allowed = SymptomReport.objects.outside_and_allowed()
    return allowed.filter(pk=report.pk).exists()


def reports_to_follow(user) -> QuerySet[SymptomReport]:
    """Those of this person that are open, have an answer to read, or are kept alone."""
    return own_reports(user).to_follow(at=timezone.now())


def report_of_key(user, key: UUID) -> SymptomReport | None:
    """What the form of that key has become."""
    return own_reports(user).filter(key=key).first()


def reports_at(clinic: Clinic) -> QuerySet[SymptomReport]:
    """Those sent to the clinic, of the people it treats today."""
    return SymptomReport.objects.seen_by(clinic).select_related("user")


def report_at(clinic: Clinic, number: str) -> SymptomReport:
    """One of them. Raises Http404."""
    found = reports_at(clinic).select_related("user", "clinic")
    return get_object_or_404(found, number=number)


def own_photos(user) -> QuerySet[Photo]:
    """All of this person, the first day first."""
    return Photo.objects.of(user).by_day()


def own_photo(user, key: UUID) -> Photo:
    """One of them. Raises Http404."""
    return get_object_or_404(own_photos(user), key=key)


def photos_at(clinic: Clinic, person) -> QuerySet[Photo]:
    """Those of a person that the clinic may look at now."""
    rows = Photo.objects.seen_by(clinic).of(person).by_day()
    return rows.select_related("report__clinic")


def photo_at(clinic: Clinic, number: str, key: UUID) -> Photo:
    """One of a report. Raises Http404."""
    rows = Photo.objects.seen_by(clinic).select_related("report")
    return get_object_or_404(rows, report__number=number, key=key)


def allows_photos(user) -> bool:
    """Whether the last word of this person on photos is a yes."""
    return Purpose.PHOTOS in Consent.objects.in_force(user)


def own_attachments(user: User | int) -> QuerySet[Attachment]:
    """What was attached in the threads of this person, by either side."""
    return Attachment.objects.of(user).shown()


def own_attachment(user, key: UUID) -> Attachment:
    """One of them. Raises Http404."""
    return get_object_or_404(own_attachments(user), key=key)


def attachments_at(clinic: Clinic) -> QuerySet[Attachment]:
    """Those in the threads of the clinic that it may look at now."""
    return Attachment.objects.seen_by(clinic).shown()


def attachment_at(clinic: Clinic, number: str, key: UUID) -> Attachment:
    """One in the thread of a report. Raises Http404."""
    rows = attachments_at(clinic).select_related("message__report")
    return get_object_or_404(rows, message__report__number=number, key=key)


def message_to_flag(report: SymptomReport, pk: int, *, from_clinic: bool) -> Message:
    """A message of that side in a thread, reported or not. Raises Http404."""
    rows = report.messages.select_related("report")
    return get_object_or_404(rows, from_clinic=from_clinic, pk=pk)


def opened_threads(report: SymptomReport) -> QuerySet[FlagOpening]:
    """When moderators opened the thread of a report, and why."""
    return FlagOpening.objects.filter(flag__message__report=report)


def is_client_of(user, clinic: Clinic) -> bool:
    """Whether the clinic still sees this person."""
    return Client.objects.active().filter(user=user, clinic=clinic).exists()


def devices_of(user) -> QuerySet[PushSubscription]:
    """Those on which this person allowed reminders."""
    return user.push_subscriptions.all()


def own_links(user) -> QuerySet[Client]:
    """With every clinic of this person, those that last first, then the latest.

    `shows` says whether it is shown a treatment of another one.
    """
    grants = TreatmentGrant.objects.open().filter(
        clinic=OuterRef("clinic"), treatment__client__user=OuterRef("user")
    )
    return (
        Client.objects.of(user)
        .annotate(shows=Exists(grants))
        .order_by(Case(When(status=ClientStatus.ENDED, then=1), default=0), "-pk")
    )


def own_link(user, pk: int) -> Client:
    """One of them. Raises Http404."""
    return get_object_or_404(Client.objects.of(user), pk=pk)


def own_consents(user) -> QuerySet[Consent]:
    """Everything this person has said yes and no to, the latest first."""
    return Consent.objects.filter(user=user)


def own_invitations(user) -> list[tuple[Invitation, Clinic]]:
    """Clinics that wait for this person's answer; none while the address is unproved.

    Two queries, one more with any.
    """
    found = [
        invitation
        for invitation in Invitation.objects.open(on=timezone.now()).filter(
            email=user.email, place__startswith=f"{places.CLIENT}:"
        )
        if invitations.is_for(invitation, user)
    ]
    numbers = [account_places.number(each.place) for each in found]
    clinics = Clinic.objects.in_bulk(numbers) if numbers else {}
    return [(each, clinics[account_places.number(each.place)]) for each in found]


def own_invitation(user, pk: int) -> Invitation:
    """An invitation to be a client, in whatever state, sent to this person.

    Raises Http404.
    """
    sent = Invitation.objects.filter(place__startswith=f"{places.CLIENT}:")
    found = get_object_or_404(sent.select_related("invited_by"), pk=pk)
    if not invitations.is_for(found, user):
        raise Http404
    return found


def clinic_to_ask(slug: str) -> Clinic:
    """A listed clinic, which anybody may ask. Raises Http404."""
    return get_object_or_404(Clinic.objects.listed(), slug=slug)


def clients_of(clinic: Clinic, *, words: str = "") -> QuerySet[Client]:
    """Everybody who was ever linked to the clinic or asks, by name.

    By the address are found only those whose address the clinic sees.
    """
    found = clinic.clients.select_related("user").with_last_on_care()
    if words:
        named = Q(user__display_name__icontains=words)
        seen = Q(user__email__icontains=words, pk__in=clinic.clients.active())
        found = found.filter(named | seen)
    return found.order_by("user__display_name", "pk")


def client_of(clinic: Clinic, pk: int) -> Client:
    """One of them. Raises Http404."""
    rows = clinic.clients.select_related("user", "ended_by", "invited_by")
    return get_object_or_404(rows.with_last_on_care(), pk=pk)


def may_see(client: Client) -> bool:
    """Whether the clinic sees more of this person than the name, now."""
    return Client.objects.active().filter(pk=client.pk).exists()


def invitations_of(clinic: Clinic, *, words: str = "") -> QuerySet[Invitation]:
    """Those to clients that nobody has answered."""
    unanswered = Invitation.objects.unanswered().filter(place=places.client(clinic))
    return unanswered.filter(email__icontains=words).select_related("invited_by")


def invitation_of(clinic: Clinic, pk: int) -> Invitation:
    """One to a client, in whatever state. Raises Http404."""
    sent = Invitation.objects.filter(place=places.client(clinic))
    return get_object_or_404(sent, pk=pk)


def desk_link_of(clinic: Clinic) -> DeskLink | None:
    """The code that hangs at its desk today."""
    return clinic.desk_links.open().first()


def clinic_at_desk(token: str) -> Clinic | None:
    """Whose desk the code belongs to; None once it was withdrawn, or never was."""
    link = DeskLink.objects.open().filter(token=token).select_related("clinic").first()
    return link and link.clinic
