"""Erasing a person: asked for, taken back, carried out.

What identifies goes; what says which ink went into skin, when and at which clinic
stays without a name, because a recall or a signal about an ink must still count it.
"""

from functools import partial

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from aftercare import emails, places
from aftercare.domain import attachments, clients, outside_reports, photos
from aftercare.models import (
    Amendment,
    Assessment,
    CalendarLink,
    Client,
    Erasure,
    Escalation,
    EscalationAct,
    FlagOpening,
    HealingPlan,
    HealthProfile,
    Helper,
    LateTick,
    Message,
    MessageFlag,
    PassportLink,
    PushSubscription,
    Reminder,
    ReminderWish,
    ReportEvent,
    Session,
    SessionDraft,
    StepRecord,
    SymptomReport,
    Treatment,
    TreatmentGrant,
)
from aftercare.models.erasure import WAITS
from clinics.models import Membership, Practitioner
from portal.accounts.domain import sessions
from portal.accounts.models import Invitation, User
from portal.audit.domain import audit

OF_THE_PERSON = (
    LateTick,
    CalendarLink,
    PassportLink,
    PushSubscription,
    Reminder,
    ReminderWish,
)
NOTE = "note"  # the answer of a report that is in one's own words
NOTHING = "–"  # in the place of words that somebody wrote


class StillAtWork(Exception):
    """Others rely on the account: its work here has to be handed on first."""


class AskedAlready(Exception):
    """There is a wish that waits."""


class NothingWaits(Exception):
    """No wish waits that could be taken back."""


def is_at_work(user: User) -> bool:
    """Whether the person works for the platform or a clinic, or is in the register."""
    return (
        user.is_superuser
        or bool(user.staff_roles)
        or Membership.objects.active(on=timezone.localdate()).filter(user=user).exists()
        or Practitioner.objects.filter(user=user).exists()
    )


def waiting(user: User) -> Erasure | None:
    """The wish that waits to be carried out."""
    return Erasure.objects.waiting().filter(user=user).first()


@transaction.atomic
def ask(user: User) -> Erasure:
    """Ask for it; the person is written to. Raises StillAtWork, AskedAlready."""
    User.objects.select_for_update().get(pk=user.pk)
    if is_at_work(user):
        raise StillAtWork
    now = timezone.now()
    try:
        with transaction.atomic():
            asked = Erasure.objects.create(user=user, asked_at=now, due_at=now + WAITS)
    except IntegrityError as twice:
        raise AskedAlready from twice
    audit.note("erasure asked", about=asked, by=user)
    transaction.on_commit(partial(emails.erasure_asked, asked))
    return asked


@transaction.atomic
def take_back(user: User) -> Erasure:
    """Stay. Raises NothingWaits, also when it has just been carried out."""
    asked = Erasure.objects.select_for_update().waiting().filter(user=user).first()
    if asked is None:
        raise NothingWaits
    asked.taken_back_at = timezone.now()
    asked.save(update_fields=["taken_back_at"])
    audit.note("erasure taken back", about=asked, by=user)
    return asked


def carry_out_due() -> int:
    """Carry out what is due, each on its own; how many there were."""
    due = Erasure.objects.due(at=timezone.now()).values_list("pk", flat=True)
    return sum(carry_out(pk) for pk in list(due))


@transaction.atomic
def carry_out(pk: int) -> bool:
    """Erase the person behind a wish that is due; whether it was done now.

    Twice is once. Who has taken up work here meanwhile is left alone, and the wish
    waits until that has ended.
    """
    asked = Erasure.objects.select_for_update().waiting().filter(pk=pk).first()
    if asked is None or asked.due_at > timezone.now():
        return False
    user = User.objects.select_for_update().get(pk=asked.user_id)
    if is_at_work(user):
        return False
    address, language = user.email, user.language
    _end_links(user)
    _forget_care(user)
    _forget_account(user)
    asked.done_at = timezone.now()
    asked.save(update_fields=["done_at"])
    audit.note("erasure done", about=asked)
    transaction.on_commit(partial(emails.erasure_done, address, language))
    return True


def _end_links(user: User) -> None:
    """No clinic and no helper sees the person; clinics read that a client has left."""
    for link in Client.objects.open().filter(user=user):
        clients.end(link, by=user)
    SessionDraft.objects.filter(client__user=user).delete()
    TreatmentGrant.objects.filter(treatment__client__user=user).delete()
    Helper.objects.filter(Q(person=user) | Q(helper=user)).delete()


def _forget_care(user: User) -> None:
    """What stays: each session, its day, who, the bottles, the health answers, and the
    reports of it as what was ticked and what level came of it."""
    theirs = Session.objects.filter(treatment__client__user=user)
    for of_the_person in OF_THE_PERSON:
        of_the_person.objects.filter(user=user).delete()
    photos.forget(user)
    attachments.forget(user)
    StepRecord.objects.filter(plan__user=user).delete()
    _forget_words(user)
    HealingPlan.objects.filter(user=user).delete()
    Amendment.objects.filter(session__in=theirs).delete()
    theirs.exclude(no_ink_reason="").update(no_ink_reason=NOTHING)
    theirs.exclude(go_ahead_reason="").update(go_ahead_reason=NOTHING)
    Treatment.objects.filter(client__user=user).update(title=NOTHING)
    HealthProfile.objects.filter(user=user, sessions=None).delete()


def _forget_words(user: User) -> None:
    """Whatever anybody wrote about the person's reports, in their own words."""
    theirs = SymptomReport.objects.of(user)
    FlagOpening.objects.filter(flag__message__report__in=theirs).delete()
    MessageFlag.objects.filter(message__report__in=theirs).delete()
    outside_reports.forget_places(user)
    Message.objects.filter(report__in=theirs).delete()
    ReportEvent.objects.filter(report__in=theirs).exclude(note="").update(note=NOTHING)
    judged = Assessment.objects.filter(report__in=theirs)
    judged.exclude(reason="").update(reason=NOTHING)
    judged.update(shown={})
    escalated = Escalation.objects.filter(report__in=theirs)
    escalated.exclude(conclusion="").update(conclusion=NOTHING)
    EscalationAct.objects.filter(escalation__in=escalated).update(text=NOTHING)
    for report in theirs.only("answers"):
        report.answers.pop(NOTE, None)
        theirs.filter(pk=report.pk).update(answers=report.answers)


def _forget_account(user: User) -> None:
    """Nobody can sign in as this person, nor find out who it was."""
    now, address = timezone.now(), user.email
    letters = Invitation.objects.filter(email=address)
    sent = Invitation.objects.filter(place=places.helper(user))
    (letters | sent).unanswered().update(withdrawn_at=now, withdrawn_by=user)
    user.erase()
    letters.filter(~Q(email=user.email)).update(email=user.email)
    EmailAddress.objects.filter(user=user).delete()
    Authenticator.objects.filter(user=user).delete()
    sessions.end(UserSession.objects.filter(user=user), reason="erasure")
