"""Somebody who helps: invited, looks, ticks if allowed, and is let go."""

import datetime
import html
import re

import pytest
from django.core import mail
from django.db import connection
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from aftercare import places, rules
from aftercare.domain import helping, plans
from aftercare.enums import StepOutcome
from aftercare.models import Helper, PlanStep
from portal.accounts.domain import invitations
from portal.accounts.enums import InvitationState
from portal.accounts.models import Invitation
from portal.accounts.places import CannotTakeUp
from portal.audit.models import AuditEvent
from tests.factories.accounts import InvitationFactory, UserFactory
from tests.factories.aftercare import HelperFactory
from tests.factories.plans import launched

pytestmark = pytest.mark.django_db
MINE = "/my/helper/"


@pytest.fixture
def cleo():
    return UserFactory(
        email="cleo@example.com",
        display_name="Cleo Marr",
        time_zone="Pacific/Kiritimati",
    )


@pytest.fixture
def ana():
    return UserFactory(email="ana@example.com", display_name="Ana Ruiz")


@pytest.fixture
def helper(cleo, ana):
    return HelperFactory(person=cleo, helper=ana)


@pytest.fixture
def plan(cleo):
    return launched(cleo, days_ago=3)


def browser_of(user) -> Browser:
    browser = Browser()
    browser.force_login(user)
    return browser


def words(response, status=200) -> str:
    assert response.status_code == status
    return html.unescape(" ".join(response.content.decode().split()))


def today_of(person) -> datetime.date:
    return timezone.now().astimezone(person.zone).date()


def step_url(helper, slug="keep-dry") -> str:
    return reverse("helping:step", args=[helper.pk, today_of(helper.person), slug])


def test_helper_is_invited_accepts_and_is_let_go(
    cleo, ana, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        invitation = helping.invite(email=" Ana@example.com", by=cleo)
    assert (invitation.place, invitation.role) == (f"helper:{cleo.pk}", "helper")
    assert mail.outbox[0].to == ["ana@example.com"]
    assert mail.outbox[0].subject == "Cleo Marr asks you to help with the aftercare"
    assert not Helper.objects.exists()

    link = re.search(r"/account/invitation/\S+", mail.outbox[0].body)[0]
    browser = browser_of(ana)
    assert "You tick only if Cleo Marr allows it." in words(browser.get(link))
    page = words(browser.post(link, follow=True))
    assert "You help Cleo Marr now." in page
    made = Helper.objects.get()
    assert (made.person, made.helper, made.may_tick) == (cleo, ana, False)
    assert rules.standings(ana) == ["Helper of Cleo Marr"]
    assert "It has been accepted before." in words(browser.post(link), 410)

    helping.let_tick(made, may_tick=True, by=cleo)
    helping.let_tick(made, may_tick=True, by=cleo)  # twice is once
    helping.end(made, by=cleo)
    assert rules.standings(ana) == []
    told = AuditEvent.objects.filter(about_type="aftercare.helper")
    assert list(told.order_by("sequence").values_list("verb", "by")) == [
        ("helper accepted", ana.pk),
        ("helper may tick", cleo.pk),
        ("helper ended", cleo.pk),
    ]


def test_sharing_names_whoever_is_invited_and_claims_no_more_than_it_knows(cleo):
    """Clinics may see the plan too, so nobody is told that they are alone with it."""
    browser = browser_of(cleo)
    page = words(browser.get("/my/sharing/"))
    assert "No helper sees your plan." in page
    assert "Nobody sees your plan but you" not in page
    assert "Invite a helper" in page

    helping.invite(email="ana@example.com", by=cleo)
    page = words(browser.get("/my/sharing/"))
    assert "You invited ana@example.com to help you. Nobody has answered yet." in page
    assert "See the invitation" in page


def test_one_helper_at_a_time_not_oneself_and_not_too_many_letters(cleo, monkeypatch):
    with pytest.raises(helping.Oneself):
        helping.invite(email="CLEO@example.com", by=cleo)
    first = helping.invite(email="ana@example.com", by=cleo)
    with pytest.raises(helping.OneIsEnough):
        helping.invite(email="ben@example.com", by=cleo)
    invitations.withdraw(first, by=cleo)
    monkeypatch.setattr(helping, "MOST_PER_DAY", 1)
    with pytest.raises(helping.TooMany):
        helping.invite(email="ben@example.com", by=cleo)
    HelperFactory(person=cleo)
    with pytest.raises(helping.OneIsEnough):
        helping.invite(email="ben@example.com", by=cleo)


def test_nobody_helps_themselves(cleo):
    invitation = InvitationFactory(
        email=cleo.email, role="helper", place=places.helper(cleo)
    )
    with pytest.raises(CannotTakeUp):
        helping.take_up(invitation, by=cleo)


def test_an_expired_invitation_gives_nothing(cleo, ana, clock):
    invitation = helping.invite(email="ana@example.com", by=cleo)
    clock.shift(7 * 86400 + 1)
    with pytest.raises(invitations.NotOpen) as refusal:
        invitations.accept(invitation, by=ana)

    assert refusal.value.state == InvitationState.EXPIRED
    assert not Helper.objects.exists()


def test_only_the_two_of_them_decide(helper, cleo, ana):
    stranger = UserFactory()
    for by in (stranger, ana):
        with pytest.raises(helping.NotTheirs):
            helping.let_tick(helper, may_tick=True, by=by)
    with pytest.raises(helping.NotTheirs):
        helping.end(helper, by=stranger)

    helping.end(helper, by=ana)
    for by in (cleo, ana):
        with pytest.raises(helping.NotOpen):
            helping.end(helper, by=by)
    with pytest.raises(helping.NotOpen):
        helping.let_tick(helper, may_tick=True, by=cleo)


def test_who_may_tick_does_so_under_their_own_name(plan, helper, ana):
    step = PlanStep.objects.get(version=plan.version, slug="keep-dry")
    on = today_of(plan.user)

    def tick(by):
        plans.record(plan, step, on=on, outcome=StepOutcome.DONE, by=by)

    for act in (
        lambda: tick(ana),
        lambda: plans.record_done(plan, [step], on=on, by=ana),
        lambda: plans.undo(plan, step, on=on, by=ana),
        lambda: tick(UserFactory()),
    ):
        with pytest.raises(plans.NotTheirs):
            act()
    assert not plan.records.exists()

    helping.let_tick(helper, may_tick=True, by=plan.user)
    tick(ana)
    assert plan.records.get().by == ana
    helping.end(helper, by=plan.user)
    with pytest.raises(plans.NotTheirs):
        plans.undo(plan, step, on=on, by=ana)


def test_helper_looks_and_cannot_tick(plan, helper, ana, clock):
    clock.shift(2 * 3600)
    browser = browser_of(ana)
    browser.get(f"/helping/{helper.pk}/")  # the menu is read once
    with CaptureQueriesContext(connection) as queries:
        page = words(browser.get(f"/helping/{helper.pk}/"))
    assert len(queries) == 7
    assert "You help Cleo Marr." in page
    assert "Day 4 of 28" in page  # where Cleo lives it is tomorrow
    assert 'id="no-touch"' in page
    for absent in (
        "I kept to all of these",
        "step__tick",
        "/my/plan/",
        "Ink passport",
        "Change it in your account",
    ):
        assert absent not in page

    url = step_url(helper, "no-touch")
    assert "Nothing can be said of it for that day." in words(browser.get(url))
    refused = words(browser.post(url, {"outcome": "done"}, follow=True))
    assert "Nothing was written down: you may look, and not tick." in refused
    day = reverse("helping:day", args=[helper.pk, today_of(plan.user)])
    assert "you may look" in words(
        browser.post(day, {"step": ["keep-dry"]}, follow=True)
    )
    assert not plan.records.exists()


def test_helper_ticks_and_both_read_who_did(plan, helper, ana):
    helping.let_tick(helper, may_tick=True, by=plan.user)
    browser = browser_of(ana)
    answer = browser.post(step_url(helper), {"outcome": "done"})
    assert answer.url == f"/helping/{helper.pk}/#keep-dry"
    assert "Told by Ana Ruiz." in words(browser.get(f"/helping/{helper.pk}/"))
    assert "Told by Ana Ruiz." in words(browser_of(plan.user).get("/my/"))

    day = reverse("helping:day", args=[helper.pk, today_of(plan.user)])
    browser.post(day, {"step": ["no-touch"]})
    assert plan.records.filter(by=ana).count() == 2
    browser.post(step_url(helper), {"outcome": "undo"})
    browser_of(plan.user).post(
        step_url(helper).replace(f"/helping/{helper.pk}/", "/my/"), {"outcome": "done"}
    )
    assert words(browser_of(plan.user).get("/my/")).count("Told by Ana Ruiz.") == 1


def test_helper_reads_the_whole_plan_and_no_earlier_one(cleo, helper, ana):
    launched(cleo, days_ago=20)
    now = launched(cleo, days_ago=3)
    browser = browser_of(ana)
    browser.get(f"/helping/{helper.pk}/plan/")  # the menu is read once
    with CaptureQueriesContext(connection) as queries:
        page = words(browser.get(f"/helping/{helper.pk}/plan/"))
    assert len(queries) == 7
    assert "The plan" in page
    for absent in ("Earlier sessions", "/my/", "sheet.pdf"):
        assert absent not in page.partition('class="days')[2]
    for days_ago, status in ((20, 404), (4, 404), (3, 200)):
        on = now.day_zero + datetime.timedelta(3 - days_ago)
        url = reverse("helping:day", args=[helper.pk, on])
        assert browser.get(url).status_code == status


def test_there_may_be_no_plan_yet(helper, ana):
    for path in ("", "plan/"):
        page = words(browser_of(ana).get(f"/helping/{helper.pk}/{path}"))
        assert "The plan comes with the session" in page
        assert "Had a session" not in page


@pytest.mark.parametrize("who", ["removed", "another", "person"])
def test_for_everybody_else_there_is_nothing(plan, helper, cleo, ana, who):
    if who == "removed":
        helping.end(helper, by=cleo)
    user = {"removed": ana, "another": HelperFactory().helper, "person": cleo}[who]
    browser = browser_of(user)
    day = reverse("helping:day", args=[helper.pk, today_of(cleo)])
    for url in (
        f"/helping/{helper.pk}/",
        f"/helping/{helper.pk}/plan/",
        day,
        step_url(helper),
    ):
        assert browser.get(url).status_code == 404
    for url in (day, step_url(helper)):
        assert browser.post(url, {"outcome": "done"}).status_code == 404


def test_helper_finds_everybody_in_one_place_and_leaves_one(helper, ana):
    ben = HelperFactory(helper=ana, person__display_name="", may_tick=True)
    browser = browser_of(ana)
    page = words(browser.get("/helping/"))
    assert "Cleo Marr" in page
    assert "Somebody without a name" in page
    assert ben.person.email not in page
    assert "you look only" in page
    assert "you may tick" in page
    assert "Whom you help" in words(browser.get("/my/sharing/"))

    leave = reverse("helping:leave", args=[helper.pk])
    assert "You help Cleo Marr no more." in words(browser.post(leave, follow=True))
    assert "This had ended before." in words(browser.post(leave, follow=True))
    browser.post(reverse("helping:leave", args=[ben.pk]))
    assert "You help nobody at present" in words(browser.get("/helping/"))
    theirs = reverse("helping:leave", args=[HelperFactory().pk])
    assert browser.post(theirs).status_code == 404


def test_person_invites_lets_tick_and_ends(cleo, ana, clock):
    browser = browser_of(cleo)
    browser.get(MINE)  # the menu is read once
    with CaptureQueriesContext(connection) as queries:
        page = words(browser.get(MINE))
    assert len(queries) == 5
    assert "Invite your helper" in page
    for email, sentence in (
        ("ana", "Enter a valid email address."),
        (cleo.email, "This is your own address."),
    ):
        page = words(browser.post(MINE, {"email": email}))
        assert sentence in page
        assert f'value="{email}"' in page

    page = words(browser.post(MINE, {"email": ana.email}, follow=True))
    assert f"The invitation is on its way to {ana.email}." in page
    assert "Waiting for an answer" in page
    assert "Somebody helps you or is invited already." in words(
        browser.post(MINE, {"email": "ben@example.com"})
    )
    invitation = Invitation.objects.get()
    send, withdraw = (
        reverse(f"my:helper-{act}", args=[invitation.pk])
        for act in ("resend", "withdraw")
    )
    assert "went out a moment ago" in words(browser.post(send, follow=True))
    clock.shift(60)
    assert "was sent again" in words(browser.post(send, follow=True))
    invitation.refresh_from_db()
    invitations.accept(invitation, by=ana)
    assert "This was answered before: Accepted." in words(
        browser.post(withdraw, follow=True)
    )

    helper = Helper.objects.get()
    ticks, end = (
        reverse(f"my:helper-{act}", args=[helper.pk]) for act in ("ticks", "end")
    )
    page = words(browser.post(ticks, {"act": "allow"}, follow=True))
    assert "Ana Ruiz may tick in your name now." in page
    assert "Let them look only" in page
    page = words(browser.post(ticks, {"act": "refuse"}, follow=True))
    assert "Ana Ruiz may look, and not tick." in page
    page = words(browser.post(end, follow=True))
    assert "Ana Ruiz sees nothing of your plan any more." in page
    assert "Who helped before" in page
    for url in (end, ticks):
        assert "This had ended before." in words(browser.post(url, follow=True))


def test_many_letters_and_a_dead_one(cleo, monkeypatch, clock):
    browser = browser_of(cleo)
    invitation = helping.invite(email="ana@example.com", by=cleo)
    clock.shift(8 * 86400)
    page = words(browser.get(MINE))
    assert "Expired" in page
    browser.post(reverse("my:helper-withdraw", args=[invitation.pk]))
    monkeypatch.setattr(helping, "MOST_PER_DAY", 0)
    assert "That were many invitations for one day." in words(
        browser.post(MINE, {"email": "ben@example.com"})
    )


def test_what_belongs_to_others_is_not_there(cleo):
    browser = browser_of(cleo)
    helper, invitation = (
        HelperFactory(),
        helping.invite(email="x@example.com", by=UserFactory()),
    )
    for act, made in (
        ("ticks", helper),
        ("end", helper),
        ("resend", invitation),
        ("withdraw", invitation),
    ):
        url = reverse(f"my:helper-{act}", args=[made.pk])
        assert browser.post(url).status_code == 404
