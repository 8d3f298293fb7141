"""Letters of clinics; each is sent after the act it tells of was committed."""

from collections.abc import Callable

from django.conf import settings
from django.core.mail import EmailMessage
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy

from clinics.enums import (
    Act,
    AppealOutcome,
    ClinicStatus,
    LabAct,
    ReplyOutcome,
    TeamNews,
)
from clinics.models import (
    Appeal,
    Certification,
    Clinic,
    LabReport,
    Membership,
    Reminder,
    Reply,
    StatusChange,
    UrgentContact,
)
from portal.accounts.emails import absolute
from portal.accounts.models import User

DECIDED_ABOUT = {
    Act.EMERGENCY: gettext_lazy(
        "%(paper)s is suspended at once, until another reviewer has looked at it. Why, "
        "and what happens next:"
    ),
    Act.RELEASE: gettext_lazy("%(paper)s counts again. What happened:"),
    Act.SUSPEND: gettext_lazy(
        "%(paper)s is suspended. Why, and how you can reply or appeal:"
    ),
    Act.REVOKE: gettext_lazy(
        "%(paper)s is revoked. Why, and how you can reply or appeal:"
    ),
    Act.LIFT: gettext_lazy("The suspension has ended: %(paper)s. What happened:"),
}
REVIEWED = {
    Act.ACCEPT: gettext_lazy(
        "%(paper)s is accepted. Its poster and its badge are ready:"
    ),
    Act.REQUEST_CHANGES: gettext_lazy(
        "The reviewers ask for changes: %(paper)s. What to mend:"
    ),
    Act.REJECT: gettext_lazy("%(paper)s is not accepted. Why:"),
}
ACCEPTED_OFF_THE_LIST = gettext_lazy(
    "%(paper)s is accepted. Its poster and its badge come once the clinic is on the "
    "list:"
)
TESTED = {
    LabAct.ACCEPT: gettext_lazy(
        "The laboratory report on %(batch)s is accepted. The public reads what it "
        "found:"
    ),
    LabAct.REQUEST_CHANGES: gettext_lazy(
        "The reviewers ask for changes to the laboratory report on %(batch)s. What to "
        "mend:"
    ),
    LabAct.REJECT: gettext_lazy(
        "The laboratory report on %(batch)s is not accepted. Why:"
    ),
}
VETTED = {
    ReplyOutcome.PUBLISHED: gettext_lazy(
        "The public reads your reply beside our sentence: %(paper)s."
    ),
    ReplyOutcome.REFUSED: gettext_lazy(
        "Your reply is not published: %(paper)s. Why, and how you can write another:"
    ),
}
APPEALED = {
    AppealOutcome.UPHELD: gettext_lazy(
        "We have looked again, and the decision stands: %(paper)s. Why:"
    ),
    AppealOutcome.OVERTURNED: gettext_lazy(
        "We have looked again, and the decision is overturned: %(paper)s. Why:"
    ),
}


def language_of(email: str) -> str:
    """The language of the account with that address; the site's own without one."""
    account = User.objects.filter(email=email.lower()).first()
    return account.language if account else settings.LANGUAGE_CODE


def contact_test(contact_pk: int, token: str) -> None:
    """Ask whoever is to be woken whether this message reaches them."""
    contact = UrgentContact.objects.select_related("clinic").get(pk=contact_pk)
    with translation.override(language_of(contact.email)):
        context = {
            "contact": contact,
            "site_name": settings.WAGTAIL_SITE_NAME,
            "url": absolute(reverse("contact-confirm", args=[token])),
        }
        message = EmailMessage(
            subject=_("Does this message reach you? %(clinic)s")
            % {"clinic": " ".join(contact.clinic.name.split())},
            body=render_to_string("clinics/emails/contact_test.txt", context),
            to=[contact.email],
        )
    message.send()


def team_news(news: TeamNews, membership_pk: int, *, by_pk: int | None) -> None:
    """Tell the owners of a clinic, and the person it is about; not who did it.

    A clinic that was handed over is the exception: that is confirmed to everybody.
    """
    about = Membership.objects.select_related("clinic", "user").get(pk=membership_pk)
    clinic = about.clinic
    actor = User.objects.filter(pk=by_pk).first()
    owners = Membership.objects.owners().filter(clinic=clinic, until=None)
    readers = User.objects.filter(is_active=True, memberships__in=owners)
    to = {reader.pk: reader for reader in readers}
    if news == TeamNews.JOINED:
        to.pop(about.user_id, None)
    else:
        to[about.user_id] = about.user
    if news == TeamNews.HANDED_OVER:
        to[actor.pk] = actor
    else:
        to.pop(by_pk, None)
    for reader in to.values():
        with translation.override(reader.language):
            sentence = news.label % {
                "person": about.user.display_name,
                "by": actor.display_name if actor else settings.WAGTAIL_SITE_NAME,
                "clinic": clinic.name,
                "role": about.get_role_display(),
            }
            is_out = news == TeamNews.REMOVED and reader.pk == about.user_id
            team = absolute(reverse("workspace:team", args=[clinic.slug]))
            write(reader, clinic.name, sentence, "" if is_out else team)


def write(reader: User, clinic_name: str, sentence: str, url: str) -> None:
    """A letter of one sentence and, but for "", one link."""
    context = {
        "reader": reader,
        "sentence": sentence,
        "url": url,
        "site_name": settings.WAGTAIL_SITE_NAME,
    }
    EmailMessage(
        # A name may hold what no header may.
        subject=" ".join((_("News from %s") % clinic_name).split()),
        body=render_to_string("clinics/emails/news.txt", context),
        to=[reader.email],
    ).send()


def clinic_listed(change_pk: int) -> None:
    """Tell the owners that the public finds their clinic, at first or again."""
    change = StatusChange.objects.select_related("clinic").get(pk=change_pk)
    _to_owners(
        change.clinic,
        _listed_subject,
        "clinics/emails/clinic_listed.txt",
        change=change,
    )


def clinic_sent_back(clinic_pk: int, what: str) -> None:
    """Tell the owners what is to be mended before their clinic can be listed."""
    clinic = Clinic.objects.get(pk=clinic_pk)
    _to_owners(
        clinic, _sent_back_subject, "clinics/emails/clinic_sent_back.txt", what=what
    )


def clinic_taken_off(change_pk: int) -> None:
    """Tell the owners that their clinic is suspended or closed, and why."""
    change = StatusChange.objects.select_related("clinic").get(pk=change_pk)
    _to_owners(
        change.clinic,
        _taken_off_subject,
        "clinics/emails/clinic_taken_off.txt",
        change=change,
    )


def _listed_subject(clinic: Clinic, **_facts) -> str:
    return _("%(clinic)s is on the list") % {"clinic": clinic.name}


def _sent_back_subject(clinic: Clinic, **_facts) -> str:
    return _("%(clinic)s: please mend something first") % {"clinic": clinic.name}


def _taken_off_subject(clinic: Clinic, *, change: StatusChange) -> str:
    if change.to == ClinicStatus.CLOSED:
        return _("%(clinic)s is closed") % {"clinic": clinic.name}
    return _("%(clinic)s is suspended") % {"clinic": clinic.name}


def _to_owners(
    clinic: Clinic, subject: Callable[..., str], template: str, **facts
) -> None:
    """One letter to each owner, in the language of each."""
    for owner in owners_of(clinic):
        with translation.override(owner.language):
            address = reverse("workspace:listing", args=[clinic.slug])
            context = {
                "owner": owner,
                "clinic": clinic,
                "site_name": settings.WAGTAIL_SITE_NAME,
                "url": absolute(address),
                **facts,
            }
            message = EmailMessage(
                subject=" ".join(subject(clinic, **facts).split()),
                body=render_to_string(template, context),
                to=[owner.email],
            )
        message.send()


def paper_decided(paper_pk: int, act: Act) -> None:
    """Tell whom a paper is about that it was suspended, revoked, or counts again."""
    paper = Certification.objects.for_reading().get(pk=paper_pk)
    _about_paper(paper, DECIDED_ABOUT[act])


def paper_reviewed(paper_pk: int, act: Act) -> None:
    """Tell whom a paper is about what the reviewers made of it."""
    paper = Certification.objects.for_reading().with_public_page().get(pk=paper_pk)
    sentence = REVIEWED[act]
    if act == Act.ACCEPT and not paper.has_public_page:
        sentence = ACCEPTED_OFF_THE_LIST
    _about_paper(paper, sentence, place=_desk_of)


def lab_report_decided(report_pk: int, act: LabAct) -> None:
    """Tell the owners what the reviewers made of a laboratory report."""
    report = LabReport.objects.for_reading().get(pk=report_pk)
    address = reverse("workspace:lab-report", args=[report.clinic.slug, report.pk])
    for owner in owners_of(report.clinic):
        with translation.override(owner.language):
            told = TESTED[act] % {"batch": report.batch}
            write(owner, report.clinic.name, told, absolute(address))


def reply_vetted(reply_pk: int) -> None:
    reply = Reply.objects.select_related("decision").get(pk=reply_pk)
    paper = Certification.objects.for_reading().get(pk=reply.decision.certification_id)
    _about_paper(paper, VETTED[ReplyOutcome(reply.outcome)])


def appeal_decided(appeal_pk: int) -> None:
    appeal = Appeal.objects.select_related("decision").get(pk=appeal_pk)
    paper = Certification.objects.for_reading().get(pk=appeal.decision.certification_id)
    _about_paper(paper, APPEALED[AppealOutcome(appeal.outcome)])


def paper_ends(reminder_pk: int) -> None:
    """Tell whom a paper is about when it ends, with the way to its renewal."""
    reminder = Reminder.objects.get(pk=reminder_pk)
    paper = Certification.objects.for_reading().get(pk=reminder.certification_id)
    sentence = _ends(paper.days_left(on=paper.today))
    _about_paper(paper, sentence, place=_renewal_of)


def owners_of(clinic: Clinic) -> QuerySet[User]:
    owners = clinic.memberships.owners().active(on=timezone.localdate())
    return User.objects.filter(memberships__in=owners, is_active=True)


def readers_of(paper: Certification) -> QuerySet[User]:
    """Who hears of a paper: the owners of its clinic, or the person it is about."""
    if paper.clinic:
        return owners_of(paper.clinic)
    return User.objects.filter(pk=paper.practitioner.user_id, is_active=True)


def _ends(days: int) -> Promise | str:
    if days > 0:
        return ngettext_lazy(
            "%(paper)s ends in %(days)s day. Hand in the new one in good time, so that "
            "there is no gap:",
            "%(paper)s ends in %(days)s days. Hand in the new one in good time, so "
            "that there is no gap:",
            days,
        )
    if days == 0:
        return gettext_lazy(
            "%(paper)s counts today for the last time. Hand in the new one:"
        )
    return gettext_lazy(
        "%(paper)s has ended, and the public reads that. Hand in the new one:"
    )


def _about_paper(
    paper: Certification,
    sentence: Promise | str,
    *,
    place: Callable[[Certification, User], str] | None = None,
) -> None:
    """One letter to each reader, in the language of each, with one link."""
    days = paper.days_left(on=paper.today)  # None before it was accepted
    for reader in readers_of(paper):
        with translation.override(reader.language):
            told = sentence % {"paper": paper.type.name, "days": days}
            name = paper.clinic.name if paper.clinic else paper.practitioner.public_name
            address = (place or _decisions_on)(paper, reader)
            write(reader, name, told, absolute(address))


def _desk_of(paper: Certification, _reader: User) -> str:
    if paper.clinic:
        return reverse("workspace:certification", args=[paper.clinic.slug, paper.pk])
    return reverse("practitioner-own-certification", args=[paper.pk])


def _renewal_of(paper: Certification, _reader: User) -> str:
    if paper.clinic:
        where = [paper.clinic.slug, paper.pk]
        return reverse("workspace:certification-renew", args=where)
    return reverse("practitioner-own-certification-renew", args=[paper.pk])


def _decisions_on(paper: Certification, _reader: User) -> str:
    if paper.clinic:
        where = [paper.clinic.slug, paper.shown_code]
        return reverse("workspace:decisions", args=where)
    return reverse("practitioner-own-decisions", args=[paper.shown_code])
