"""The address of one object of each kind and state in the demo world.

For scripts, handbooks and checks: the keys stay, the addresses may change. Each key
is explained in docs/running.md.
"""

import re
from pathlib import Path

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from wagtail.models import WorkflowState

from aftercare.enums import EscalationStep
from aftercare.models import (
    Attachment,
    Client,
    Escalation,
    MessageFlag,
    Session,
    SymptomReport,
)
from clinics.enums import CertificationStatus, LabReportStatus
from clinics.models import (
    Appeal,
    Certification,
    Clinic,
    Evidence,
    LabReport,
    Practitioner,
    Proposal,
    Reply,
    SecondLook,
)
from portal.accounts.models import Invitation
from portal.content.models import (
    GuideIndexPage,
    GuidePage,
    HomePage,
    RiskFactorIndexPage,
    RiskFactorPage,
    SideEffectIndexPage,
    SideEffectPage,
)
from portal.content.reports.due_for_review import due_pages

FIXED = {
    "login": "account_login",
    "signup": "account_signup",
    "password_reset": "account_reset_password",
    "account": "account",
    "passport": "my:passport",
    "second_factor": "mfa_index",
    "sessions": "usersessions_list",
    "sharing": "my:sharing",
    "today": "my:today",
    "plan": "my:plan",
    "health": "my:health",
    "check_in": "my:report",
    "reports": "my:reports",
    "reminders": "my:reminders",
    "own_data": "my:data",
    "photos": "my:photos",
    "helper": "my:helper",
    "plan_calendar": "my:calendar",
    "check": "check",
    "directory": "clinics:directory",
    "gallery": "gallery",
    "ink_index": "inks:index",
    "verification": "verification:find",
    "verification_keys": "verification:keys",
    "cms": "wagtailadmin_home",
    "queue": "queue:items",
    "feed": "feed",
    "report_due": "due_for_review",
    "report_readability": "readability",
    "report_sources": "sources",
    "sitemap": "sitemap",
    "robots": "robots",
    "live": "operations:health-live",
    "ready": "operations:health-ready",
}
PAGES = {
    "home": HomePage,
    "article_index": SideEffectIndexPage,
    "article": SideEffectPage,
    "risk_factor_index": RiskFactorIndexPage,
    "risk_factor": RiskFactorPage,
    "guide_index": GuideIndexPage,
    "guide": GuidePage,
}
CLIENT = "client@example.com"
INVITATION = re.compile(r"/account/invitation/([\w-]+)/")


def known() -> dict[str, str]:
    """Key to path, without the host; a key is left out while nothing is there."""
    fixed = {key: reverse(name) for key, name in FIXED.items()}
    register = _register() | _certifications() | _handed_in() | _after_acceptance()
    register |= _inks() | _treatments() | _clients() | _reports() | _threads()
    return _pages() | fixed | register | _invitations()


def _pages() -> dict[str, str]:
    """The first live page of each kind, in the order of the tree."""
    first = {
        key: model.objects.live().order_by("path").first()
        for key, model in PAGES.items()
    }
    found = {key: page.url for key, page in first.items() if page}
    if article := first["article"]:
        edit = reverse("wagtailadmin_pages:edit", args=[article.pk])
        found["cms_edit_article"] = edit
    return found | _under_review()


def _under_review() -> dict[str, str]:
    """A page whose review is overdue, and one with a change that waits for review."""
    found = {}
    if overdue := due_pages(on=timezone.localdate(), within_days=-1):
        found["article_overdue"] = overdue[0].url
    if waiting := WorkflowState.objects.active().order_by("pk").first():
        edit = reverse("wagtailadmin_pages:edit", args=[waiting.object_id])
        found["cms_article_in_review"] = edit
    return found


def _certifications() -> dict[str, str]:
    """What the public sees of one paper in each state: `verification_valid` …"""
    papers = Certification.objects.answered_for().for_reading()
    return {
        f"verification_{paper.standing(on=paper.today)}": reverse(
            "verification:page", args=[paper.shown_code]
        )
        for paper in papers
    }


def _after_acceptance() -> dict[str, str]:
    """Papers that reviewers and owners are in the middle of, on each side's screen."""
    found = {"cms_agreement": reverse("moderation:agreement")}
    if proposal := Proposal.objects.waiting(at=timezone.now()).first():
        code = proposal.certification.shown_code
        found["verification_emergency"] = reverse("verification:page", args=[code])
        found["cms_proposal"] = reverse("moderation:proposal", args=[proposal.pk])
    if reply := Reply.objects.published().first():
        code = reply.decision.certification.shown_code
        found["verification_reply"] = reverse("verification:page", args=[code])
    if appeal := Appeal.objects.waiting().first():
        paper = appeal.decision.certification
        found |= {
            "workspace_decisions": reverse(
                "workspace:decisions", args=[paper.clinic.slug, paper.shown_code]
            ),
            "cms_paper": reverse("moderation:paper", args=[paper.pk]),
            "cms_appeal": reverse("moderation:appeal", args=[appeal.pk]),
            "cms_timeline": reverse("moderation:timeline", args=[paper.clinic_id]),
        }
    if second := SecondLook.objects.waiting().first():
        found["cms_second_look"] = reverse("moderation:second-look", args=[second.pk])
    return found


def _handed_in() -> dict[str, str]:
    """A clinic's own paper in each state before a decision, the review of one that
    waits, and a file of evidence.
    """
    found = {}
    papers = Certification.objects.exclude(clinic=None).select_related("clinic")
    for paper in papers.filter(accepted_at=None).order_by("-pk"):
        address = reverse("workspace:certification", args=[paper.clinic.slug, paper.pk])
        found[f"paper_{paper.status}"] = address
    waiting = Certification.objects.filter(status=CertificationStatus.SUBMITTED)
    if paper := waiting.order_by("due_at", "pk").first():
        found["review"] = reverse("queue:certification", args=[paper.pk])
    if file := Evidence.objects.frozen().order_by("pk").first():
        found["evidence_file"] = reverse("evidence:file", args=[file.key])
        found["evidence_page"] = reverse("evidence:page", args=[file.key, 1])
    return found


def _register() -> dict[str, str]:
    """The first clinic in each state that has a page, and somebody who works there."""
    found = {}
    for clinic in Clinic.objects.on_show().order_by("-pk"):
        key = "clinic" if clinic.is_listed else f"clinic_{clinic.status}"
        found[key] = reverse("clinics:profile", args=[clinic.slug])
    people = Practitioner.objects.public(on=timezone.localdate()).order_by("-pk")
    for person in people:
        found["practitioner"] = reverse("practitioner", args=[person.slug])
    return found


def _inks() -> dict[str, str]:
    """An ink, the stock of a clinic, and a report in each state: `lab_report_draft` …

    `lab_report` is one of the reports that a reviewer has accepted.
    """
    found = {}
    for report in LabReport.objects.for_reading().order_by("-pk"):
        clinic, ink = report.clinic.slug, report.batch.ink
        address = reverse("workspace:lab-report", args=[clinic, report.pk])
        found[f"lab_report_{report.status}"] = address
        if report.status == LabReportStatus.ACCEPTED:
            found["lab_report"] = address
            found["ink"] = reverse("inks:ink", args=[ink.maker.slug, ink.slug])
            found["bottles"] = reverse("workspace:bottles", args=[clinic])
    return found


def _treatments() -> dict[str, str]:
    """A clinic's treatments, one of them, and a session in each state."""
    found = {}
    for session in Session.objects.for_reading().order_by("-clinic", "-pk"):
        here = session.clinic.slug
        address = reverse("treatments:session", args=[here, session.pk])
        found[f"session_{session.state}"] = address
        found["treatments"] = reverse("treatments:overview", args=[here])
        found["clinic_plan"] = reverse("plans:overview", args=[here])
        found["session_record"] = reverse("treatments:record", args=[here])
        found["treatment"] = reverse(
            "treatments:treatment", args=[here, session.treatment_id]
        )
    return found


def _invitations() -> dict[str, str]:
    """One invitation in each state, as `invitation_waiting` and so on.

    Those to clients are `client_invitation_waiting` and so on. The database keeps no
    token, so the links come from the mails.
    """
    mails = Path(settings.EMAIL_FILE_PATH).glob("*.eml")
    tokens = {token for mail in mails for token in INVITATION.findall(mail.read_text())}
    now = timezone.now()
    return {
        f"{_prefix(invitation)}invitation_{invitation.state(on=now)}": reverse(
            "account-invitation", args=[token]
        )
        for token in sorted(tokens)
        for invitation in Invitation.objects.with_token(token)
    }


def _prefix(invitation: Invitation) -> str:
    """Those to clients and helpers are told apart from those to staff."""
    return f"{invitation.role}_" if invitation.place else ""


def _reports() -> dict[str, str]:
    """The inbox of a clinic and its figures, a report of each status and of each level.

    `own_report` and so on are those of the account “client” itself. `outside_report`
    is one about a clinic that is not here, and `cms_outside_report` as moderators see
    it.
    """
    found = {}
    for report in SymptomReport.objects.select_related("clinic", "user").order_by("pk"):
        if report.user.email == CLIENT:
            address = reverse("my:report-shown", args=[report.number])
            found[f"own_report_{report.status}"] = address
        if report.clinic:
            here = report.clinic.slug
            address = reverse("inbox:report", args=[here, report.number])
            found[f"report_{report.status}"] = address
            found[f"report_level_{report.level}"] = address
            found.setdefault("inbox", reverse("inbox:overview", args=[here]))
            found.setdefault("figures", reverse("figures:overview", args=[here]))
        if report.is_outside:
            address = reverse("my:report-shown", args=[report.number])
            found["outside_report"] = address
    for escalation in Escalation.objects.waiting().select_related("report"):
        name = "cms_outside_report" if escalation.report.is_outside else "cms_report"
        if escalation.step == EscalationStep.NOTE:
            name = "cms_report_note"
        found[name] = reverse("queue:report", args=[escalation.pk])
    return found


def _threads() -> dict[str, str]:
    """A thread with files on each side's screen, its files, and reported messages."""
    found = {}
    files = Attachment.objects.select_related("message__report__clinic")
    for file in files.filter(message__report__user__email=CLIENT).order_by("-pk"):
        number = file.message.report.number
        here = file.message.report.clinic.slug
        found["own_thread"] = reverse("my:report-shown", args=[number])
        found["thread"] = reverse("inbox:report", args=[here, number])
        kind = "picture" if file.is_picture else "pdf"
        found[f"attached_{kind}"] = reverse("my:attachment", args=[file.key])
    for flag in MessageFlag.objects.order_by("-pk"):
        state = "decided" if flag.decided_at else "waiting"
        found[f"cms_message_{state}"] = reverse("queue:message", args=[flag.pk])
    return found


def _clients() -> dict[str, str]:
    """A clinic's list of clients, and the page of one in each state."""
    found = {}
    for client in Client.objects.select_related("clinic").order_by("-clinic", "-pk"):
        address = reverse("clients:client", args=[client.clinic.slug, client.pk])
        found[f"client_{client.status}"] = address
        found["clients"] = reverse("clients:overview", args=[client.clinic.slug])
    return found
