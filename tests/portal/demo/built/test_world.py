"""The demo world: what stands in it."""

import datetime
from collections import Counter

import pytest
from django.core.management import call_command
from wagtail.models import WorkflowState

from aftercare import note_flags
from aftercare.domain import attachments, message_flags
from aftercare.enums import (
    EscalationStep,
    FlagDecision,
    FlagReason,
    ReportLevel,
    ReportStatus,
    SessionState,
)
from aftercare.models import (
    Attachment,
    Client,
    Erasure,
    Escalation,
    Helper,
    Message,
    MessageFlag,
    OutsideClinic,
    Photo,
    Session,
    SymptomReport,
    TreatmentGrant,
)
from clinics.domain import certifications
from clinics.enums import Standing
from clinics.models import Certification, Clinic, Membership, Practitioner
from portal.accounts import consent_texts
from portal.accounts.enums import ConsentAct, Purpose, StaffRole
from portal.accounts.models import Consent, Invitation, User
from portal.audit.domain import audit
from portal.audit.models import AuditEvent
from portal.content.reports.due_for_review import due_pages
from portal.demo import addresses, files
from portal.demo.domain import world
from tests.conftest import NOW, TODAY

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("demo")]


def test_everybody_has_the_password_and_a_proved_address(built):
    people = User.objects.exclude(email__contains=".example.com")

    assert {each.email for each in people} == {
        f"{role}@example.com"
        for role in (
            "client",
            "other-client",
            "traveller",
            "owner",
            "other-owner",
            "practitioner",
            "frontdesk",
            "editor",
            "clinical-reviewer",
            "reviewer",
            "second-reviewer",
            "third-reviewer",
            "moderator",
            "admin",
        )
    }
    assert all(each.check_password(files.password()) for each in people)
    assert all(each.emailaddress_set.get().verified for each in people)
    assert len(files.password()) >= 15


def test_staff_hold_their_role_and_nobody_else_holds_one(built):
    held = {each.email: each.staff_roles for each in User.objects.all()}

    assert {email: roles for email, roles in held.items() if roles} == {
        "editor@example.com": {StaffRole.EDITOR},
        "clinical-reviewer@example.com": {StaffRole.CLINICAL_REVIEWER},
        "reviewer@example.com": {StaffRole.REVIEWER},
        "second-reviewer@example.com": {StaffRole.REVIEWER},
        "third-reviewer@example.com": {StaffRole.REVIEWER},
        "moderator@example.com": {StaffRole.MODERATOR},
        "admin@example.com": {StaffRole.ADMIN},
    }


def test_each_clinic_has_its_own_people(built):
    teams = Membership.objects.values_list("clinic__slug", "role", "user__email")
    clients = Client.objects.active().values_list("clinic__slug", "user__email")

    assert set(teams) == {
        ("crown-row-studio", "owner", "owner@example.com"),
        ("crown-row-studio", "practitioner", "practitioner@example.com"),
        ("crown-row-studio", "front_desk", "frontdesk@example.com"),
        ("taller-coronilla", "owner", "other-owner@example.com"),
    } | {
        (entry["slug"], "owner", entry["owner"])
        for entry in files.read("clinics")["clinics"]
    }
    assert set(clients) == {
        (entry["clinic"], entry["person"])
        for entry in files.read("clients")["links"]
        if "asked" not in entry or "taken" in entry
        if not {"changed", "ended"} & entry.keys()
    }
    assert ("crown-row-studio", "client@example.com") in clients
    assert ("taller-coronilla", "other-client@example.com") in clients
    everybody = Client.objects
    paused = {each.user.display_name for each in everybody.paused()}
    assert paused == {"Aisha Rahman"}
    assert [each.user.display_name for each in everybody.asking()] == ["Leo Brandt"]
    ended = {each.user.display_name for each in everybody.ended()}
    assert ended == {"Gwen Pryce", "Iker Ruiz"}
    statuses = Clinic.objects.values_list("status", flat=True)
    assert Counter(statuses) == {"listed": 10, "suspended": 1, "draft": 1}
    assert [each.slug for each in Clinic.objects.handed_in()] == ["kleine-krone"]


def test_owners_of_other_clinics_cannot_be_played(built):
    neighbours = User.objects.filter(email__contains=".example.com")

    assert neighbours.count() == 10 + len(files.read("clients")["people"])
    assert not any(each.has_usable_password() for each in neighbours)


def test_sessions_lie_from_today_to_400_days_back_in_each_state(built):
    sessions = list(Session.objects.for_reading())
    days = {(TODAY - each.local_date).days for each in sessions}

    assert {0, 3, 7, 14, 28, 90, 365, 400} <= days
    assert {each.state for each in sessions} == set(SessionState)
    assert {each.hold for each in sessions} == {"", "too_soon"}
    assert [each.amendments.count() for each in sessions].count(1) == 1
    assert any(each.bottles.filter(bottle__batch__lot="ts7741") for each in sessions)


def test_reports_stand_at_each_level_and_in_each_status(built):
    reports = SymptomReport.objects.all()

    assert {each.level for each in reports} == set(ReportLevel)
    assert {each.status for each in reports} == set(ReportStatus)
    assert Message.objects.filter(from_clinic=True, read_at=None).exists()
    assert Message.objects.filter(from_clinic=False, read_at=None).exists()
    outside = SymptomReport.objects.exclude(outside_clinic=None)
    assert sorted(each.level for each in outside) == [1, 3]
    assert OutsideClinic.objects.get().place == "Malmö, Sweden"
    waiting = Escalation.objects.waiting()
    assert waiting.get(report__in=outside).report.level == ReportLevel.URGENT
    here = waiting.exclude(report__in=outside)
    climbed = here.exclude(step=EscalationStep.NOTE).get().report
    assert climbed.user.display_name == "Owen Price"
    assert [each.step for each in climbed.escalations.filter(round=2)] == [1, 2, 3]
    noted = here.get(step=EscalationStep.NOTE).report
    assert noted.user.display_name.startswith("Geraint Llewellyn-Montgomery")
    assert note_flags.of(noted.answers) == ("fainted",)


def test_photos_of_one_report_came_on_two_days(built):
    photos = Photo.objects.filter(report__user__email="client@example.com")

    assert {(each.report.day, each.view, each.added_at.day) for each in photos} == {
        (1, "crown", 21),
        (1, "left", 22),
        (2, "crown", 22),
    }


def test_both_sides_of_a_thread_attached_a_file(built):
    files = Attachment.objects.select_related("message__report__user")

    assert {
        (each.message.from_clinic, each.is_picture, each.name) for each in files
    } == {
        (False, True, "Above my left ear.jpg"),
        (True, False, "Washing with raised dots.pdf"),
    }
    assert {each.message.report.user.email for each in files} == {"client@example.com"}
    assert all(attachments.read(each, small=False) for each in files)


def test_one_reported_message_waits_and_one_is_decided(built):
    waiting = MessageFlag.objects.waiting().get()
    decided = MessageFlag.objects.exclude(decided_at=None).get()
    moderator = User.objects.get(email="moderator@example.com")

    assert set(message_flags.readable(moderator)) == {waiting, decided}
    assert waiting.reason == FlagReason.ASKS
    assert decided.decision == FlagDecision.WORD
    assert all(each.message.from_clinic for each in (waiting, decided))


def test_nobody_agreed_to_a_text_that_was_not_there_yet(built):
    """Those who came before the first text of all can only name that one."""
    for consent in Consent.objects.all():
        purpose = Purpose(consent.purpose)
        text = consent_texts.text(purpose, version=consent.text_version)
        first = consent_texts.TEXTS[purpose][0]
        assert text == first or text.since <= consent.given_at.date()


def test_whoever_agrees_has_read_the_words_of_today(built):
    in_force = [
        row
        for user in User.objects.all()
        for row in Consent.objects.current(user).values()
        if row.act == ConsentAct.GIVEN
    ]

    assert in_force
    for row in in_force:
        asked = consent_texts.asked_on(Purpose(row.purpose), day=TODAY)
        assert row.text_version == asked.version


def test_somebody_helps_shows_and_wants_to_leave(built):
    helper = Helper.objects.open().get()
    assert (helper.person.email, helper.helper.email, helper.may_tick) == (
        "client@example.com",
        "other-client@example.com",
        True,
    )
    grant = TreatmentGrant.objects.open().get()
    assert (grant.treatment.clinic.slug, grant.clinic.slug) == (
        "studio-halbton",
        "crown-row-studio",
    )
    waiting = Erasure.objects.waiting().get()
    assert waiting.due_at > NOW


def test_there_is_a_certification_in_each_state(built):
    papers = Certification.objects.decided().for_reading()
    standings = {each.standing(on=each.today) for each in papers}

    assert standings == {
        Standing.VALID,
        Standing.EXPIRING,
        Standing.EXPIRED,
        Standing.RENEWAL_UNDER_REVIEW,
        Standing.NOT_YET_VALID,
        Standing.SUSPENDED,
        Standing.REVOKED,
        Standing.SUPERSEDED,
    }
    assert all(
        certifications.replayed(each) == each.status
        for each in Certification.objects.all()
    )


def test_practitioner_works_at_two_clinics_and_owns_the_profile(built):
    aoife = Practitioner.objects.get(slug="aoife-brennan")

    assert {each.clinic.slug for each in aoife.placements.all()} == {
        "lough-dot-studio",
        "maison-du-point",
    }
    assert aoife.user.email == "aoife@lough-dot.example.com"


def test_there_is_an_invitation_in_each_state(built):
    staff = Invitation.objects.to_the_platform()
    states = {each.email: each.state(on=NOW) for each in staff}

    assert states == {
        "new-editor@example.com": "waiting",
        "late-moderator@example.com": "expired",
        "withdrawn-reviewer@example.com": "withdrawn",
    }
    clients = Invitation.objects.exclude(place="").unanswered()
    assert {each.email: each.state(on=NOW) for each in clients} == {
        "new-client@clients.example.com": "waiting",
        "late-client@clients.example.com": "expired",
        "nia@clients.example.com": "waiting",
    }


def test_acts_happen_on_their_own_days_in_one_chain(built):
    days = list(AuditEvent.objects.order_by("sequence").values_list("at", flat=True))

    assert days == sorted(days)
    assert days[0].date() == datetime.date(2025, 9, 12)
    assert days[-1] == NOW
    assert audit.verify().broken_at is None


def test_dates_move_with_the_day_the_world_is_built():
    later = TODAY + datetime.timedelta(days=100)

    written = files.read("clinics")["clinics"][0]["opened"]
    moved = files.read("clinics", today=later)["clinics"][0]["opened"]

    assert moved - written == datetime.timedelta(days=100)


def test_addresses_name_one_object_of_each_state(built, client):
    found = addresses.known()

    assert found["home"] == "/"
    assert {key for key in found if key.startswith("invitation_")} == {
        "invitation_waiting",
        "invitation_expired",
        "invitation_withdrawn",
    }
    assert {key for key in found if key.startswith("report_")} >= {
        "report_level_1",
        "report_level_2",
        "report_level_3",
        "report_level_4",
        "report_reopened",
        "report_resolved",
        "report_waiting",
    }
    assert {"cms_report", "cms_report_note", "figures", "photos"} <= found.keys()
    assert {"cms_message_waiting", "cms_message_decided"} <= found.keys()
    assert {"thread", "own_thread", "attached_picture", "attached_pdf"} <= found.keys()
    assert {"outside_report", "cms_outside_report"} <= found.keys()
    assert {"inbox", "own_report_answered", "own_report_acknowledged"} <= found.keys()
    assert "Editor" in client.get(found["invitation_waiting"]).text
    assert {key for key in found if key.startswith("client_invitation_")} == {
        "client_invitation_accepted",
        "client_invitation_waiting",
        "client_invitation_expired",
    }
    assert {key for key in found if key.startswith("client_")} >= {
        "client_active",
        "client_asked",
        "client_ended",
    }


def test_every_page_that_ships_is_online_and_reviewed(built, client):
    found = addresses.known()

    article = client.get(found["article"]).text
    assert "Dr Amara Obi" in article
    assert "Elena Marsh" in article
    pages = ("home", "article_index", "risk_factor_index", "risk_factor", "guide")
    assert {client.get(found[key]).status_code for key in pages} == {200}


def test_one_page_is_overdue_and_one_waits_for_its_review(built, client):
    found = addresses.known()
    pages = due_pages(on=TODAY, within_days=-1)
    waiting = WorkflowState.objects.active().get()

    assert [page.slug for page in pages] == ["sun-sensitivity"]
    assert found["article_overdue"] == "/side-effects/sun-sensitivity/"
    html = client.get(found["article_overdue"]).text
    assert "should have been reviewed" in html
    assert waiting.content_object.slug == "numbing-cream"
    assert waiting.content_object.live
    assert waiting.current_task_state.task.name == "Editorial review"
    assert found["cms_article_in_review"] == (
        f"/cms/pages/{waiting.content_object.pk}/edit/"
    )


def test_a_second_world_is_refused(built):
    with pytest.raises(world.NotHere, match="in an empty database"):
        world.build(today=TODAY, tell=print)

    assert User.objects.count() == 37


def test_the_command_leaves_a_world_that_is_there(built, capsys):
    call_command("demo")

    assert "is here already" in capsys.readouterr().out
    assert User.objects.count() == 37
