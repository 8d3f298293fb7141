"""Letters of aftercare. None tells anything of health: whoever looks over a shoulder
reads that a plan is ready, a check-in is open or a report waits, and no more."""

from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.crypto import salted_hmac
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from aftercare import opting_out
from aftercare.enums import EscalationStep, ReminderKind
from aftercare.models import (
    Client,
    Erasure,
    EscalationAct,
    Reminder,
    StepReason,
    SymptomReport,
)
from clinics import rules as clinic_rules
from clinics.emails import language_of, owners_of
from clinics.enums import ContactKind
from clinics.models import UrgentContact
from portal.accounts.domain import roles
from portal.accounts.emails import absolute
from portal.accounts.enums import StaffRole
from portal.accounts.models import User

CONTACTS = {
    EscalationStep.CONTACT: ContactKind.URGENT,
    EscalationStep.DEPUTY: ContactKind.DEPUTY,
}
SUBJECTS = {
    ReminderKind.PLAN: gettext_lazy("Your plan for today is ready"),
    ReminderKind.CHECK_IN: gettext_lazy("Your check-in is open"),
}
LETTERS = {
    ReminderKind.PLAN: "aftercare/emails/plan_is_ready.txt",
    ReminderKind.CHECK_IN: "aftercare/emails/check_in.txt",
}
# Whether it cannot wait.
NEWS = {
    False: gettext_lazy("There is news about your report"),
    True: gettext_lazy("Please read now: news about your report"),
}
LEADS_TO = {ReminderKind.PLAN: "my:today", ReminderKind.CHECK_IN: "my:report"}


def remind(reminder: Reminder, person: User) -> None:
    """Say that the plan of the day can be read, or that we ask how it is.

    And how to hear no more of it.
    """
    kind = ReminderKind(reminder.kind)
    with translation.override(person.language):
        way_out = absolute(reverse("my:reminders-off", args=[opting_out.token(person)]))
        context = {
            "url": absolute(reverse(LEADS_TO[kind])),
            "settings_url": absolute(reverse("my:reminders")),
            "way_out": way_out,
            "site_name": settings.WAGTAIL_SITE_NAME,
        }
        message = EmailMessage(
            subject=str(SUBJECTS[kind]),
            body=render_to_string(LETTERS[kind], context),
            to=[person.email],
            headers={
                "Message-ID": _message_id(reminder),
                "List-Unsubscribe": f"<{way_out}>",  # RFC 8058: one tap, no sign-in
                "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
            },
        )
    message.send()


def _message_id(reminder: Reminder) -> str:
    """The same for one day however often it goes out, so that mailboxes show one."""
    name = f"{reminder.user_id} {reminder.kind} {reminder.on}"
    return _named("aftercare.reminder", name)


def _named(salt: str, name: str) -> str:
    key = salted_hmac(salt, name).hexdigest()
    return f"<{key}@{urlsplit(settings.BASE_URL).hostname}>"


def erasure_asked(asked: Erasure) -> None:
    """Tell the person, who may not be the one who asked, and how to stay."""
    with translation.override(asked.user.language):
        day = date_format(timezone.localtime(asked.due_at, asked.user.zone))
        _write(
            asked.user.email,
            subject=_("Your account will be erased"),
            sentence=_(
                "You have asked to be erased. It happens on %(day)s. If you have "
                "changed your mind, or it was not you, sign in before then and choose "
                "to stay:"
            )
            % {"day": day},
            url=absolute(reverse("my:data")),
        )


def erasure_done(address: str, language: str) -> None:
    """The last letter to somebody who is not known here any more."""
    with translation.override(language):
        _write(
            address,
            subject=_("Your account is erased"),
            sentence=_(
                "As you asked, your account and everything that tells who you are have "
                "been erased. Which ink was used on which day stays without your name, "
                "so that it is still counted if something is wrong with an ink. This "
                "is the last letter you get from us."
            ),
            url="",
        )


def escalated(report: SymptomReport, step: EscalationStep) -> int:
    """Write to whom that step names, without what the report says; to how many."""
    if step not in CONTACTS:
        return _to_moderators(report, is_left=step == EscalationStep.LEFT)
    contacts = report.clinic.urgent_contacts.filter(kind=CONTACTS[step])
    contact = contacts.exclude(confirmed_at=None).first()
    if contact is not None:
        _to_contact(report, contact)
    return int(contact is not None)


def _to_contact(report: SymptomReport, contact: UrgentContact) -> None:
    with translation.override(language_of(contact.email)):
        context = {
            "contact": contact,
            "clinic": report.clinic,
            "number": report.spoken,
            "is_deputy": contact.kind == ContactKind.DEPUTY,
            "site_name": settings.WAGTAIL_SITE_NAME,
            "url": absolute(
                reverse("inbox:report", args=[report.clinic.slug, report.number])
            ),
        }
        EmailMessage(
            subject=_about(report),
            body=render_to_string("aftercare/emails/urgent_report.txt", context),
            to=[contact.email],
            headers={"Message-ID": _step_id(report, contact.kind)},
        ).send()


def _to_moderators(report: SymptomReport, *, is_left: bool) -> int:
    """To each who is a stranger to the clinic; how many there are."""
    moderators = roles.holders(StaffRole.MODERATOR).exclude(pk=report.user_id)
    if not report.is_outside:
        near = clinic_rules.people_close_to(report.clinic_id, on=timezone.localdate())
        moderators = moderators.exclude(pk__in=near)
    strangers = list(moderators.order_by("pk"))
    for moderator in strangers:
        _to_moderator(report, moderator, is_left=is_left)
    return len(strangers)


def _to_moderator(report: SymptomReport, moderator: User, *, is_left: bool) -> None:
    with translation.override(moderator.language):
        context = {
            "name": moderator.get_full_name(),
            "is_left": is_left,
            "clinic": report.clinic,
            "number": report.spoken,
            "site_name": settings.WAGTAIL_SITE_NAME,
            "url": absolute(reverse("queue:items")),
        }
        EmailMessage(
            subject=_about(report),
            body=render_to_string("aftercare/emails/report_to_moderators.txt", context),
            to=[moderator.email],
            headers={"Message-ID": _step_id(report, f"moderator {moderator.pk}")},
        ).send()


def _about(report: SymptomReport) -> str:
    outside = _("a clinic that is not here")  # and not the words of its client
    subject = _("Please look at report %(number)s: %(clinic)s") % {
        "number": report.spoken,
        "clinic": outside if report.is_outside else report.clinic.name,
    }
    return " ".join(subject.split())  # a name may hold what no header may


def _step_id(report: SymptomReport, to: str) -> str:
    return _named("aftercare.escalation", f"{report.number} {report.round} {to}")


def about_step(reason_pk: int) -> None:
    """What our people write about a changed healing plan, to each owner."""
    reason = StepReason.objects.select_related("clinic").get(pk=reason_pk)
    for owner in owners_of(reason.clinic):
        with translation.override(owner.language):
            path = reverse("plans:overview", args=[reason.clinic.slug])
            context = {
                "owner": owner,
                "clinic": reason.clinic,
                "reason": reason,
                "step": reason.step.title.to(owner.language),
                "site_name": settings.WAGTAIL_SITE_NAME,
                "url": absolute(path),
            }
            name = {"clinic": " ".join(reason.clinic.name.split())}
            message = EmailMessage(
                subject=_("%(clinic)s: about your healing plan") % name,
                body=render_to_string("aftercare/emails/about_step.txt", context),
                to=[owner.email],
            )
        message.send()


def from_moderators(act_pk: int) -> None:
    """Tell the owners and who is on call that words wait for them beside a report.

    The words themselves may be about somebody's health, and stay in the workspace.
    """
    act = EscalationAct.objects.select_related("escalation__report__clinic").get(
        pk=act_pk
    )
    report = act.escalation.report
    clinic = report.clinic
    on_call = clinic.urgent_contacts.exclude(confirmed_at=None)
    readers = {owner.email for owner in owners_of(clinic)}
    readers |= {contact.email for contact in on_call}
    for address in sorted(readers):
        with translation.override(language_of(address)):
            path = reverse("inbox:report", args=[clinic.slug, report.number])
            context = {
                "clinic": clinic,
                "number": report.spoken,
                "site_name": settings.WAGTAIL_SITE_NAME,
                "url": absolute(path),
            }
            subject = _("%(clinic)s: about report %(number)s") % {
                "clinic": clinic.name,
                "number": report.spoken,
            }
            EmailMessage(
                subject=" ".join(subject.split()),
                body=render_to_string("aftercare/emails/from_moderators.txt", context),
                to=[address],
            ).send()


def news(report: SymptomReport, name: str, *, presses: bool) -> None:
    """Tell the client that there is something to read; `name` is the same each time."""
    with translation.override(report.user.language):
        told = _("There is something to read about your report %(number)s.")
        if presses:
            told = _(
                "Somebody who looks at your report %(number)s asks you to read it now."
            )
        _write(
            report.user.email,
            subject=str(NEWS[presses]),
            sentence=told % {"number": report.spoken},
            url=absolute(reverse("my:report-shown", args=[report.number])),
            message_id=_named("aftercare.news", name),
        )


def left_by_clinic(link_pk: int) -> None:
    """Tell the client that a clinic ended the link, and who looks at what was open."""
    link = Client.objects.select_related("clinic", "user").get(pk=link_pk)
    name = {"clinic": " ".join(link.clinic.name.split())}
    with translation.override(link.user.language):
        _write(
            link.user.email,
            subject=_("%(clinic)s has ended the link with you") % name,
            sentence=_(
                "%(clinic)s has ended the link with you, and reads what you report no "
                "more. Something you had reported was open there: our moderators look "
                "at it now. They are no doctors, so do not wait for them. Why the "
                "clinic did so, and what is advised, stands here:"
            )
            % name,
            url=absolute(reverse("my:reports")),
        )


def _write(
    address: str, *, subject: str, sentence: str, url: str, message_id: str = ""
) -> None:
    context = {
        "sentence": sentence,
        "url": url,
        "site_name": settings.WAGTAIL_SITE_NAME,
    }
    EmailMessage(
        subject=subject,
        body=render_to_string("aftercare/emails/letter.txt", context),
        to=[address],
        headers={"Message-ID": message_id} if message_id else {},
    ).send()
