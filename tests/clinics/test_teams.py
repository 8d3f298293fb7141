"""Who joins, leaves and owns a clinic, and what its team page shows."""

import datetime

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from clinics import rules
from clinics.domain import memberships
from clinics.enums import ClinicRole, ClinicStatus
from clinics.models import Membership
from portal.accounts.models import Invitation
from portal.audit.models import AuditEvent
from tests.answers import text_of
from tests.conftest import TODAY
from tests.factories.accounts import PASSWORD, InvitationFactory, UserFactory
from tests.factories.clinics import ClinicFactory, MembershipFactory
from tests.factories.people import clinic_of

pytestmark = pytest.mark.django_db
OWNER, PRACTITIONER, FRONT_DESK = ClinicRole


@pytest.fixture
def crown(person):
    """The clinic with an owner, a practitioner and somebody at the front desk."""
    for role in ("owner", "practitioner", "frontdesk"):
        person(role)
    return clinic_of("owner")


@pytest.fixture
def commit(django_capture_on_commit_callbacks):
    return lambda: django_capture_on_commit_callbacks(execute=True)


@pytest.fixture
def owner_page(sign_in_as, crown, person):
    """A browser of the owner, who has just confirmed the password."""
    client = sign_in_as("owner")
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    return client


def at(name, clinic, *args):
    return reverse(f"workspace:{name}", args=[clinic.slug, *args])


def membership_of(user, clinic=None):
    found = Membership.objects.filter(user=user, until=None)
    return found.get(clinic=clinic) if clinic else found.get()


def team_of(clinic):
    """Who works there today, as (address without host, role)."""
    active = Membership.objects.active(on=TODAY).filter(clinic=clinic)
    return {
        (row.user.email.partition("@")[0], ClinicRole(row.role))
        for row in active.select_related("user")
    }


def letters():
    return {
        (letter.to[0].partition("@")[0], first_words(letter)) for letter in mail.outbox
    }


def first_words(letter) -> str:
    return letter.body.splitlines()[2]


# Changing a role


def test_role_changes_today_and_the_old_stretch_stays(crown, person, commit):
    desk = person("frontdesk")
    with commit():
        memberships.change_role(membership_of(desk), PRACTITIONER, by=person("owner"))

    stretches = Membership.objects.filter(user=desk).order_by("pk")
    assert [(row.role, row.since, row.until) for row in stretches] == [
        (FRONT_DESK, datetime.date(2026, 1, 1), TODAY),
        (PRACTITIONER, TODAY, None),
    ]
    assert rules.role_at(desk, crown) == PRACTITIONER
    sentence = f"Frontdesk has a new role at {crown.name}: Practitioner."
    assert letters() == {("frontdesk", sentence)}


def test_same_role_again_changes_nothing(crown, person, commit):
    before = membership_of(person("frontdesk"))
    with commit():
        memberships.change_role(before, FRONT_DESK, by=person("owner"))

    assert membership_of(person("frontdesk")) == before
    assert mail.outbox == []
    assert not AuditEvent.objects.filter(verb="member's role changed").exists()


def test_role_of_who_has_left_does_not_change(crown, person):
    stale = membership_of(person("frontdesk"))
    memberships.end(membership_of(person("frontdesk")), by=person("owner"))

    with pytest.raises(memberships.AlreadyEnded):
        memberships.change_role(stale, OWNER, by=person("owner"))
    assert rules.role_at(person("frontdesk"), crown) is None


@pytest.mark.parametrize(
    ("status", "may_go"),
    [
        (ClinicStatus.DRAFT, True),
        (ClinicStatus.LISTED, False),
        (ClinicStatus.UNLISTED, False),
        (ClinicStatus.SUSPENDED, False),
        (ClinicStatus.CLOSED, True),
    ],
)
def test_last_owner_stays_while_the_clinic_is_on_record(crown, person, status, may_go):
    crown.status = status
    crown.save()
    owner = person("owner")
    acts = (
        lambda: memberships.change_role(membership_of(owner), FRONT_DESK, by=owner),
        lambda: memberships.end(membership_of(owner), by=owner),
    )

    for act in acts:
        if may_go:
            act()
        else:
            with pytest.raises(memberships.LastOwner):
                act()
    assert rules.owns(owner, crown) is not may_go


def test_an_owner_whose_account_is_closed_keeps_no_clinic(crown, person):
    crown.status = ClinicStatus.LISTED
    crown.save()
    gone = MembershipFactory(clinic=crown, role=OWNER, user__is_active=False)
    owner = person("owner")

    with pytest.raises(memberships.LastOwner):
        memberships.end(membership_of(owner), by=owner)
    assert memberships.end(gone, by=owner).until


# Leaving


def test_letters_tell_who_left_and_who_was_taken_out(crown, person, commit):
    second = UserFactory(email="second@example.com")
    MembershipFactory(clinic=crown, user=second)
    MembershipFactory(clinic=ClinicFactory(), role=OWNER)  # hears nothing
    with commit():
        memberships.end(
            membership_of(person("practitioner")), by=person("practitioner")
        )
    left = f"Practitioner has left {crown.name}."
    assert letters() == {("owner", left), ("second", left)}

    mail.outbox.clear()
    with commit():
        memberships.end(membership_of(person("frontdesk")), by=person("owner"))
    out = f"Owner has taken Frontdesk out of the team of {crown.name}."
    assert letters() == {("frontdesk", out), ("second", out)}
    team = at("team", crown)
    assert {letter.to[0]: team in letter.body for letter in mail.outbox} == {
        "frontdesk@example.com": False,
        "second@example.com": True,
    }


def test_letters_speak_the_language_of_their_reader_and_no_header_breaks(
    crown, person, commit
):
    crown.name = "Crown\nRow"
    crown.save()
    person("owner").language = "es"
    person("owner").save()
    with commit():
        memberships.end(membership_of(person("frontdesk")), by=person("frontdesk"))

    assert "/es/workspace/" in mail.outbox[0].body
    assert "Crown Row" in mail.outbox[0].subject


def test_who_is_taken_out_cannot_come_back_by_an_invitation_of_their_own(crown, person):
    place = f"clinic:{crown.pk}"
    second = UserFactory()
    MembershipFactory(clinic=crown, user=second)
    theirs, others, elsewhere = (
        InvitationFactory(email=f"{n}@example.com", token=str(n), role=OWNER, **fields)
        for n, fields in enumerate(
            [
                {"place": place, "invited_by": second},
                {"place": place, "invited_by": person("owner")},
                {"place": "clinic:999", "invited_by": second},
            ]
        )
    )

    memberships.end(membership_of(second), by=person("owner"))

    assert set(Invitation.objects.unanswered()) == {others, elsewhere}
    theirs.refresh_from_db()
    assert theirs.withdrawn_by == person("owner")


def test_invitations_of_who_leaves_stay(crown, person):
    second = UserFactory()
    MembershipFactory(clinic=crown, user=second)
    InvitationFactory(role=OWNER, place=f"clinic:{crown.pk}", invited_by=second)

    memberships.end(membership_of(second), by=second)

    assert Invitation.objects.unanswered().count() == 1


# Handing over


@pytest.mark.parametrize(
    ("then", "left"), [(PRACTITIONER, {("owner", PRACTITIONER)}), (None, set())]
)
def test_owner_hands_over_and_steps_down_or_leaves(crown, person, commit, then, left):
    owner, heir = person("owner"), person("frontdesk")
    with commit():
        memberships.hand_over(crown, to=membership_of(heir), by=owner, then=then)

    assert team_of(crown) == left | {
        ("frontdesk", OWNER),
        ("practitioner", PRACTITIONER),
    }
    assert rules.owns(heir, crown)
    assert rules.role_at(owner, crown) == then
    said = f"Owner has handed {crown.name} over to Frontdesk, who is an owner now."
    assert letters() == {("owner", said), ("frontdesk", said)}


def test_second_owner_takes_over_and_stays_one(crown, person):
    second = MembershipFactory(clinic=crown)

    heir = memberships.hand_over(crown, to=second, by=person("owner"), then=FRONT_DESK)

    assert heir == second
    assert rules.role_at(person("owner"), crown) == FRONT_DESK


def test_nobody_hands_over_what_they_do_not_own(crown, person):
    heir = membership_of(person("frontdesk"))
    outsider = membership_of(person("other_owner"))
    before = team_of(crown)

    with pytest.raises(memberships.NotOwner):
        memberships.hand_over(crown, to=heir, by=person("practitioner"), then=None)
    own = membership_of(person("owner"))
    for to in (outsider, own):
        with pytest.raises(memberships.AlreadyEnded):
            memberships.hand_over(crown, to=to, by=person("owner"), then=None)
    assert team_of(crown) == before


def test_nothing_is_handed_over_to_a_closed_account(owner_page, crown, person):
    heir = person("frontdesk")
    heir.is_active = False
    heir.save()

    to = membership_of(heir)
    with pytest.raises(memberships.AlreadyEnded):
        memberships.hand_over(crown, to=to, by=person("owner"), then=None)
    html = owner_page.get(at("hand-over", crown)).content.decode()
    assert "Practitioner" in html
    assert f'value="{to.pk}"' not in html


# The pages


def test_team_page_shows_colleagues_and_keeps_addresses_from_who_does_not_invite(
    crown, sign_in_as
):
    gone = UserFactory(display_name="Gone Gina")
    MembershipFactory(clinic=crown, user=gone, until=TODAY)
    InvitationFactory(email="nia@example.com", role=OWNER, place=f"clinic:{crown.pk}")
    InvitationFactory(email="x@example.com", role=OWNER, place="clinic:999", token="x")
    MembershipFactory(user=UserFactory(display_name="Elsewhere Eli"))

    html = sign_in_as("owner").get(at("team", crown)).content.decode()
    for words in ("Practitioner</strong>", "frontdesk@example.com", "nia@example.com"):
        assert words in html
    assert "Gone Gina" in html
    assert "Waiting for an answer" in html
    assert "x@example.com" not in html
    assert "Elsewhere Eli" not in html

    html = sign_in_as("practitioner").get(at("team", crown)).content.decode()
    assert "Owner</strong>" in html
    assert "Gone Gina" in html
    assert "@example.com" not in html
    assert "Invite somebody" not in html


def test_former_members_are_those_who_did_not_come_back(crown, person, sign_in_as):
    memberships.change_role(
        membership_of(person("frontdesk")), PRACTITIONER, by=person("owner")
    )

    html = sign_in_as("owner").get(at("team", crown)).content.decode()
    assert "Former members" not in html
    assert html.count("Frontdesk</strong>") == 1


def test_member_leaves_and_the_workspace_is_closed(crown, person, sign_in_as):
    client = sign_in_as("frontdesk")
    page = at("member-end", crown, membership_of(person("frontdesk")).pk)
    assert f"Leave {crown.name}" in client.get(page).content.decode()

    response = client.post(page, follow=True)

    assert f"You have left {crown.name}." in response.content.decode()
    assert client.get(at("team", crown)).status_code == 404


def test_member_cannot_take_out_another(crown, person, sign_in_as):
    page = at("member-end", crown, membership_of(person("frontdesk")).pk)

    assert sign_in_as("practitioner").post(page).status_code == 403
    assert membership_of(person("frontdesk"))


def test_owner_takes_somebody_out(crown, person, sign_in_as):
    client = sign_in_as("owner")
    page = at("member-end", crown, membership_of(person("frontdesk")).pk)
    assert "loses access at once" in client.get(page).content.decode()

    assert (
        "Frontdesk has left the team."
        in client.post(page, follow=True).content.decode()
    )
    assert team_of(crown) == {("owner", OWNER), ("practitioner", PRACTITIONER)}


@pytest.mark.parametrize("name", ["member-end", "member-role"])
def test_member_whom_another_owner_changed_meanwhile_is_told_of(
    crown, person, sign_in_as, name
):
    was = membership_of(person("frontdesk"))
    memberships.change_role(was, PRACTITIONER, by=person("owner"))
    client, page = sign_in_as("owner"), at(name, crown, was.pk)

    for response in (
        client.get(page, follow=True),
        client.post(page, {"role": OWNER}, follow=True),
    ):
        assert "Somebody else has changed this meanwhile." in text_of(
            response.content.decode()
        )
        assert response.redirect_chain[-1][0] == at("team", crown)
    assert membership_of(person("frontdesk")).role == PRACTITIONER
    assert sign_in_as("practitioner").get(page).status_code == 403


def test_page_tells_the_last_owner_what_to_do(crown, person, sign_in_as):
    client = sign_in_as("owner")
    page = at("member-end", crown, membership_of(person("owner")).pk)

    for response in (client.get(page), client.post(page)):
        html = response.content.decode()
        assert "You are the only owner" in html
        assert at("hand-over", crown) in html
        assert "you close yourself under “Listing”" in html
        assert f'href="{at("listing", crown)}">Listing</a> <a' in html
        assert "btn-danger" not in html
    assert membership_of(person("owner")).role == OWNER


def test_last_owner_is_told_when_stepping_down(owner_page, crown, person):
    page = at("member-role", crown, membership_of(person("owner")).pk)

    html = owner_page.post(page, {"role": FRONT_DESK}).content.decode()

    assert "This is the only owner" in html
    assert membership_of(person("owner")).role == OWNER


@pytest.mark.parametrize("name", ["member-role", "hand-over"])
def test_grave_acts_ask_who_one_is(crown, person, sign_in_as, name):
    heir = membership_of(person("frontdesk"))
    client = sign_in_as("owner")
    page = at(name, crown, *([heir.pk] if name == "member-role" else []))
    answer = {"role": OWNER, "to": heir.pk, "then": FRONT_DESK}
    door = reverse("account_reauthenticate")

    assert client.get(page).url.startswith(door)
    response = client.post(page, answer)
    assert response.url.startswith(door)
    assert ("frontdesk", OWNER) not in team_of(crown)

    client.post(response.url, {"password": PASSWORD})
    assert ("frontdesk", OWNER) in team_of(crown)


def test_five_minutes_later_it_is_asked_again(owner_page, crown, clock):
    assert owner_page.get(at("hand-over", crown)).status_code == 200
    clock.shift(301)

    assert owner_page.get(at("hand-over", crown)).status_code == 302


def test_owner_hands_over_on_the_page(owner_page, crown, person):
    heir = membership_of(person("frontdesk"))
    html = owner_page.get(at("hand-over", crown)).content.decode()
    assert "Frontdesk (Front desk)" in html
    assert "Owner (Owner)" not in html
    wrong = {"to": membership_of(person("other_owner")).pk, "then": "leave"}
    assert "Select a valid choice" in (
        owner_page.post(at("hand-over", crown), wrong).content.decode()
    )

    response = owner_page.post(
        at("hand-over", crown), {"to": heir.pk, "then": "leave"}, follow=True
    )

    assert f"Frontdesk owns {crown.name} now." in response.content.decode()
    assert owner_page.get(at("team", crown)).status_code == 404


def test_owner_alone_is_told_to_invite_first(sign_in_as, person):
    client = sign_in_as("other_owner")
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})

    html = client.get(at("hand-over", clinic_of("other_owner"))).content.decode()

    assert "Invite the new owner first" in html
    assert "<form method" not in html.partition("<main")[2]


def test_changes_that_came_too_late_are_told(owner_page, crown, person, monkeypatch):
    def beaten(*_args, **_kwargs):
        raise memberships.AlreadyEnded

    heir = membership_of(person("frontdesk"))
    for name in ("hand_over", "change_role", "end"):
        monkeypatch.setattr(memberships, name, beaten)
    pages = {
        at("hand-over", crown): {"to": heir.pk, "then": "leave"},
        at("member-role", crown, heir.pk): {"role": OWNER},
        at("member-end", crown, heir.pk): {},
    }
    for page, answer in pages.items():
        html = owner_page.post(page, answer, follow=True).content.decode()
        assert "Somebody else has changed this meanwhile." in html


# The header


def test_header_leads_a_team_to_its_clinics_and_nobody_else(sign_in_as):
    link = f'href="{reverse("workspace:choose")}"'
    page = reverse("gallery")
    seen = {
        role: link in sign_in_as(role).get(page).content.decode()
        for role in ("anonymous", "client", "editor", "owner", "frontdesk")
    }

    assert seen == {
        "anonymous": False,
        "client": False,
        "editor": False,
        "owner": True,
        "frontdesk": True,
    }


def test_header_costs_a_signed_in_person_one_query_and_readers_none(sign_in_as, client):
    people = sign_in_as("client")
    people.get(reverse("gallery"))
    client.get(reverse("gallery"))
    with CaptureQueriesContext(connection) as asked:
        people.get(reverse("gallery"))
    of_teams = [query for query in asked if "clinics_membership" in query["sql"]]
    assert len(of_teams) == 1
    with CaptureQueriesContext(connection) as asked:
        response = client.get(reverse("gallery"))
    tables = ("clinics_", "accounts_", "session")
    assert not [q for q in asked if any(table in q["sql"] for table in tables)]
    assert response.cookies == {}
