"""Who holds the needle: placed, moved on, claimed."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from clinics.domain import practitioners
from clinics.enums import ClinicStatus
from clinics.models import Practitioner
from tests.conftest import NOW, TODAY
from tests.factories.accounts import UserFactory
from tests.factories.clinics import (
    ClinicFactory,
    PlacementFactory,
    PractitionerFactory,
)
from tests.factories.people import clinic_of

pytestmark = pytest.mark.django_db
YESTERDAY = TODAY - datetime.timedelta(days=1)
TOMORROW = TODAY + datetime.timedelta(days=1)


@pytest.fixture
def owner():
    return UserFactory()


@pytest.fixture
def clinic():
    return ClinicFactory(status=ClinicStatus.LISTED)


@pytest.fixture
def tobias(clinic, owner):
    return practitioners.introduce(
        clinic, public_name="Tobias Reid", by=owner, since=YESTERDAY
    )


def at_work(clinic, on=TODAY):
    return list(Practitioner.objects.at_work(clinic, on=on))


def test_practitioner_is_introduced_and_at_work(tobias, clinic):
    assert tobias.slug == "tobias-reid"
    assert at_work(clinic) == [tobias]
    assert list(Practitioner.objects.public(on=TODAY)) == [tobias]
    assert at_work(clinic, on=YESTERDAY - datetime.timedelta(days=1)) == []


def test_second_of_a_name_gets_a_number(tobias, clinic, owner):
    names = ["Tobias Reid", "Tobías Reid", "Мария Łuszcz", "—"]
    other = ClinicFactory()
    slugs = [
        practitioners.introduce(other, public_name=name, by=owner).slug
        for name in names
    ]

    assert slugs == [
        "tobias-reid-2",
        "tobias-reid-3",
        "mariya-luszcz",
        "practitioner",
    ]


def test_a_form_sent_twice_introduces_one(tobias, clinic, owner):
    with pytest.raises(practitioners.AlreadyThere):
        practitioners.introduce(clinic, public_name="Tobias Reid", by=owner)
    assert Practitioner.objects.count() == 1

    practitioners.leave(tobias.placements.get(), by=owner)
    assert practitioners.introduce(clinic, public_name="Tobias Reid", by=owner)


def test_practitioner_without_a_name_is_not_introduced(clinic, owner):
    with pytest.raises(ValidationError):
        practitioners.introduce(clinic, public_name="", by=owner)
    assert not Practitioner.objects.exists()


def test_practitioner_works_at_several_clinics_and_leaves_one(tobias, clinic, owner):
    other = ClinicFactory()
    practitioners.place(tobias, other, by=owner)
    with pytest.raises(practitioners.AlreadyThere):
        practitioners.place(tobias, clinic, by=owner)
    placement = tobias.placements.get(clinic=clinic)

    practitioners.leave(placement, by=owner)

    assert at_work(clinic) == []
    assert at_work(other) == [tobias]
    assert list(Practitioner.objects.public(on=TODAY)) == []  # other is a draft
    with pytest.raises(practitioners.AlreadyLeft):
        practitioners.leave(placement, by=owner)


def test_leaving_before_the_first_day_ends_on_it(tobias, clinic, owner):
    other = ClinicFactory()
    placement = practitioners.place(tobias, other, by=owner, since=TOMORROW)

    assert practitioners.leave(placement, by=owner, on=TODAY).until == TOMORROW
    assert at_work(other, on=TOMORROW) == []


def test_profile_is_claimed_once_and_one_per_person(tobias):
    person = UserFactory()
    practitioners.claim(tobias, by=person)

    tobias.refresh_from_db()
    assert tobias.user == person
    assert tobias.claimed_at is not None
    for profile, by in ((tobias, UserFactory()), (PractitionerFactory(), person)):
        with pytest.raises(practitioners.AlreadyClaimed):
            practitioners.claim(profile, by=by)


def test_person_who_claims_two_profiles_at_once_gets_one(tobias, monkeypatch):
    """Both asked whether there is one before either was written."""
    person = UserFactory()
    practitioners.claim(tobias, by=person)
    second = PractitionerFactory()
    manager = Practitioner.objects
    monkeypatch.setattr(manager, "filter", lambda **_kwargs: manager.none())

    with pytest.raises(practitioners.AlreadyClaimed):
        practitioners.claim(second, by=person)


# Changing a profile


def test_edit_is_kept_with_who_and_when(tobias, owner):
    changed = practitioners.edit(
        tobias, by=owner, edition=1, public_name="Tobias R.", about="Since 2012."
    )

    assert (changed.public_name, changed.about, changed.edition) == (
        "Tobias R.",
        "Since 2012.",
        2,
    )
    assert (changed.edited_by, changed.edited_at) == (owner, NOW)
    again = practitioners.edit(
        tobias, by=owner, edition=2, public_name="Tobias R.", about="Since 2012."
    )
    assert again.edition == 2


def test_edit_over_a_newer_one_is_refused(tobias, owner):
    words = {"public_name": "Tobias R.", "about": ""}
    practitioners.edit(tobias, by=owner, edition=1, **words)

    with pytest.raises(practitioners.Stale) as refusal:
        practitioners.edit(tobias, by=owner, edition=1, public_name="T", about="")
    assert refusal.value.now.public_name == "Tobias R."


def test_edit_that_comes_twice_is_kept_once(tobias, owner):
    words = {"public_name": "Tobias R.", "about": "Since 2012."}
    for _time in range(2):
        kept = practitioners.edit(tobias, by=owner, edition=1, **words)
        assert (kept.public_name, kept.edition) == ("Tobias R.", 2)


def test_claimed_profile_is_changed_by_its_person_alone(tobias, owner):
    person = UserFactory()
    practitioners.claim(tobias, by=person)
    words = {"public_name": "Tobias R.", "about": ""}

    with pytest.raises(practitioners.NotYours):
        practitioners.edit(tobias, by=owner, edition=1, **words)
    assert practitioners.edit(tobias, by=person, edition=1, **words).edition == 2


def test_profile_without_a_name_is_refused(tobias, owner):
    with pytest.raises(ValidationError):
        practitioners.edit(tobias, by=owner, edition=1, public_name="", about="")
    tobias.refresh_from_db()
    assert tobias.public_name == "Tobias Reid"


# The pages


@pytest.fixture
def crown(person):
    person("owner")
    return clinic_of("owner")


def at(name, clinic, *args):
    return reverse(f"workspace:{name}", args=[clinic.slug, *args])


def work_at(clinic, **profile):
    return PlacementFactory(clinic=clinic, practitioner=PractitionerFactory(**profile))


def claimed(slug="tobias", **fields):
    return PractitionerFactory(
        slug=slug, user=UserFactory(language="es"), claimed_at=NOW, **fields
    )


def test_list_shows_who_works_here_first_and_who_left(sign_in_as, crown):
    work_at(crown, public_name="Zoe at work")
    PlacementFactory(
        clinic=crown,
        practitioner=PractitionerFactory(public_name="Ann who left"),
        until=TODAY,
    )
    work_at(ClinicFactory(), public_name="Of somebody else")

    html = sign_in_as("frontdesk").get(at("practitioners", crown)).content.decode()

    assert html.index("Zoe at work") < html.index("Ann who left")
    assert "Has left" in html
    assert "Of somebody else" not in html
    assert "Add a practitioner" not in html


def test_list_says_of_who_left_before_the_first_day_that_they_left(sign_in_as, crown):
    placement = work_at(crown, public_name="Nia Rees")
    placement.since = TOMORROW
    placement.save()
    client = sign_in_as("frontdesk")
    assert "Has left" not in client.get(at("practitioners", crown)).content.decode()

    practitioners.leave(placement, by=UserFactory(), on=TODAY)

    assert "Has left" in client.get(at("practitioners", crown)).content.decode()


def test_list_is_paged(sign_in_as, crown):
    for number in range(27):
        work_at(crown, public_name=f"Person {number:02}")
    client = sign_in_as("owner")

    first = client.get(at("practitioners", crown)).content.decode()
    second = client.get(at("practitioners", crown) + "?page=2").content.decode()

    assert "Person 24" in first
    assert "Person 25" not in first
    assert "Person 25" in second


def test_owner_introduces_somebody(sign_in_as, crown):
    answer = {"public_name": "Nia Rees", "about": "Since 2012.", "since": "2026-11-20"}
    client = sign_in_as("owner")
    page = at("practitioner-introduce", crown)
    response = client.post(page, answer, follow=True)

    assert "Nia Rees is on the list of practitioners." in response.content.decode()
    made = Practitioner.objects.get()
    assert (made.about, made.placements.get().since) == (
        "Since 2012.",
        datetime.date(2026, 11, 20),
    )
    html = client.post(page, answer).content.decode()
    assert "Somebody of this name works here already." in html
    html = client.post(page, answer | {"public_name": "Z", "since": "soon"})
    assert "Enter a valid date." in html.content.decode()
    assert Practitioner.objects.count() == 1


def test_a_name_stands_on_one_line_and_a_text_on_several(sign_in_as, crown):
    answer = {
        "public_name": "Nia\r\n\r\nReply at once: https://evil.example",
        "about": "Since 2012.\r\nWelsh.",
        "since": "2026-11-20",
    }
    sign_in_as("owner").post(at("practitioner-introduce", crown), answer)

    made = Practitioner.objects.get()
    assert made.public_name == "Nia Reply at once: https://evil.example"
    assert made.about == "Since 2012.\nWelsh."


@pytest.mark.parametrize("since", ["0001-01-01", "1949-12-31", "2027-11-25"])
def test_a_first_day_in_another_century_is_a_slip_of_the_finger(
    sign_in_as, crown, since
):
    answer = {"public_name": "Nia Rees", "about": "Since 2012.", "since": since}
    page = at("practitioner-introduce", crown)
    html = sign_in_as("owner").post(page, answer).content.decode()

    assert "Check the year" in html
    assert f'value="{since}"' in html
    assert "Since 2012." in html
    assert not Practitioner.objects.exists()


def test_name_that_nobody_can_see_is_asked_for_again(sign_in_as, crown):
    answer = {"public_name": "\u200b\u200b", "about": "Since 2012.", "since": TODAY}
    page = at("practitioner-introduce", crown)
    html = sign_in_as("owner").post(page, answer).content.decode()

    assert "Fill this in." in html
    assert "Since 2012." in html
    assert not Practitioner.objects.exists()


def test_clinic_changes_a_profile_until_it_is_claimed(sign_in_as, crown):
    placement = work_at(crown, public_name="Nia Rees")
    page = at("practitioner-edit", crown, placement.pk)
    client = sign_in_as("owner")
    assert 'value="Nia Rees"' in client.get(page).content.decode()

    client.post(page, {"public_name": "Nia R.", "about": "", "edition": 1})
    nia = placement.practitioner
    nia.refresh_from_db()
    assert nia.public_name == "Nia R."

    practitioners.claim(nia, by=UserFactory())
    assert client.get(page).status_code == 403
    answer = {"public_name": "Taken back", "about": "", "edition": 2}
    assert client.post(page, answer).status_code == 403
    nia.refresh_from_db()
    assert nia.public_name == "Nia R."


def test_claim_while_the_clinic_writes_is_told(sign_in_as, crown, monkeypatch):
    placement = work_at(crown, public_name="Nia Rees")

    def beaten(*_args, **_kwargs):
        raise practitioners.NotYours

    monkeypatch.setattr(practitioners, "edit", beaten)
    html = (
        sign_in_as("owner")
        .post(
            at("practitioner-edit", crown, placement.pk),
            {"public_name": "X", "about": "", "edition": 1},
            follow=True,
        )
        .content.decode()
    )
    assert "has claimed the profile meanwhile" in html


def test_own_profile_tells_moments_by_the_clock_of_its_person(sign_in_as, person):
    nia = person("practitioner")
    nia.time_zone = "America/Los_Angeles"
    nia.save()
    profile = PractitionerFactory(user=nia, claimed_at=NOW)
    words = {"public_name": "By another device", "about": ""}
    practitioners.edit(profile, by=nia, edition=1, **words)
    late = {"public_name": "Mine", "about": "", "edition": 1}

    response = sign_in_as("practitioner").post(reverse("practitioner-own"), late)

    assert response.status_code == 409
    assert "on 23 November 2026, 01:00" in response.content.decode()


def test_late_form_gets_409_and_keeps_what_was_typed(sign_in_as, crown, person):
    placement = work_at(crown, public_name="Nia Rees")
    nia = placement.practitioner
    practitioners.edit(
        nia, by=person("owner"), edition=1, public_name="By another", about=""
    )
    page = at("practitioner-edit", crown, placement.pk)
    client = sign_in_as("owner")

    response = client.post(page, {"public_name": "Mine", "about": "x", "edition": 1})

    html = response.content.decode()
    assert response.status_code == 409
    assert "Owner changed this profile on" in html
    assert "By another" in html
    assert 'value="Mine"' in html
    assert 'name="edition" value="2"' in html
    nia.refresh_from_db()
    assert nia.public_name == "By another"
    client.post(page, {"public_name": "Mine", "about": "x", "edition": 2})
    nia.refresh_from_db()
    assert nia.public_name == "Mine"


def test_owner_says_that_somebody_has_left(sign_in_as, crown):
    placement = work_at(crown, public_name="Nia Rees")
    foreign = work_at(ClinicFactory())
    client = sign_in_as("owner")
    page = at("placement-end", crown, placement.pk)
    assert "Nia Rees does not work here any more" in client.get(page).content.decode()

    html = client.post(page, follow=True).content.decode()

    assert "Readers no longer see this place of work." in html
    assert at_work(crown) == []
    for ask in (client.get, client.post):
        assert "That had ended already." in ask(page, follow=True).content.decode()
    assert client.post(at("placement-end", crown, foreign.pk)).status_code == 404
    edit = at("practitioner-edit", crown, placement.pk)
    assert client.get(edit).status_code == 404


def test_end_that_came_too_late_is_told(sign_in_as, crown, monkeypatch):
    placement = work_at(crown)

    def beaten(*_args, **_kwargs):
        raise practitioners.AlreadyLeft

    monkeypatch.setattr(practitioners, "leave", beaten)
    page = at("placement-end", crown, placement.pk)
    html = sign_in_as("owner").post(page, follow=True).content.decode()
    assert "That had ended already." in html


def test_person_changes_their_own_profile_and_leaves_a_clinic(client, crown):
    tobias = claimed(public_name="Tobias Reid")
    placement = PlacementFactory(clinic=crown, practitioner=tobias)
    other = work_at(crown)
    client.force_login(tobias.user)
    page = reverse("practitioner-own")
    html = client.get(page).content.decode()
    assert crown.name in html

    answer = {"public_name": "Tobias R.", "about": "", "edition": 1}
    assert client.post(page, answer).url == page
    tobias.refresh_from_db()
    assert tobias.public_name == "Tobias R."
    assert client.post(page, answer | {"about": "y"}).status_code == 409

    end = reverse("practitioner-own-end", args=[placement.pk])
    assert f"You do not work at {crown.name}" in client.get(end).content.decode()
    assert client.post(end).url == page
    assert at_work(crown) == [other.practitioner]
    for ask in (client.get, client.post):
        assert "That had ended already." in ask(end, follow=True).content.decode()
    foreign = reverse("practitioner-own-end", args=[other.pk])
    assert client.post(foreign).status_code == 404
    assert at_work(crown) == [other.practitioner]


def test_profile_that_is_nobodys_has_no_page(sign_in_as):
    PractitionerFactory()

    assert sign_in_as("owner").get(reverse("practitioner-own")).status_code == 404
