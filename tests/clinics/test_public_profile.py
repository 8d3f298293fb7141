"""What everybody may read of a clinic and of a practitioner, and what it costs."""

import datetime
import json
import re

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from clinics.enums import (
    Act,
    CertificationStatus,
    Claim,
    ClinicRole,
    ClinicStatus,
    HoursKind,
    Reason,
    Subject,
    Verification,
)
from tests.conftest import NOW, TODAY
from tests.factories.clinics import (
    CertificationFactory,
    CertificationTypeFactory,
    ClinicFactory,
    ClinicLanguageFactory,
    DecisionFactory,
    FindingFactory,
    HoursFactory,
    MembershipFactory,
    PlacementFactory,
    PractitionerFactory,
    PublishedFiguresFactory,
    StatusChangeFactory,
)
from tests.factories.content import GuidePageFactory

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
S = CertificationStatus
LD = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)
SECTION = re.compile(r'<h2 id="([\w-]+)">')
SECRET = "canary-3fa9"
DAY = datetime.timedelta(days=1)
WORDS = {
    "reason": Reason.COMPLAINT,
    "text": SECRET,
    "public_sentence": "The log has gaps.",
}


def address(clinic):
    return reverse("clinics:profile", args=[clinic.slug])


def read(clinic, **headers):
    response = Client().get(address(clinic), **headers)
    assert response.status_code == 200
    return response.content.decode()


def parts(html):
    """The page by its sections: what stands under each second heading."""
    found = SECTION.split(html)
    return dict(zip(found[1::2], found[2::2], strict=True)) | {"top": found[0]}


def words(html):
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


@pytest.fixture
def clinic():
    clinic = ClinicFactory(
        slug="crown",
        name="Crown Clinic",
        status=ClinicStatus.LISTED,
        description="Three chairs.",
        public_phone="+351 21 000 0000",
        public_email="hello@crown.example",
        website="https://crown.example/",
    )
    StatusChangeFactory(clinic=clinic, reason=SECRET)
    return clinic


def kind(name="Premises licence", **fields):
    return CertificationTypeFactory(name={"en": name}, **fields)


def declared(name="Own declaration", **fields):
    return kind(
        name,
        claim=Claim.DECLARED,
        best_verification=Verification.SELF_DECLARED,
        **fields,
    )


def paper(subject, type_=None, **fields):
    who = "practitioner" if hasattr(subject, "public_name") else "clinic"
    subjects = {"clinic": None, "practitioner": None, who: subject}
    return CertificationFactory(
        type=type_ or kind(), in_force=True, **subjects, **fields
    )


# Who sees a page


@pytest.mark.parametrize(
    ("status", "stranger", "team"),
    [
        ("draft", 404, 404),
        ("listed", 200, 200),
        ("unlisted", 404, 200),
        ("suspended", 200, 200),
        ("closed", 200, 200),
    ],
)
def test_who_gets_a_page_by_status(status, stranger, team, person, sign_in_as):
    clinic = ClinicFactory(slug="crown", status=status)
    MembershipFactory(clinic=clinic, user=person("owner"), role=ClinicRole.OWNER)

    assert Client().get(address(clinic)).status_code == stranger
    assert sign_in_as("client").get(address(clinic)).status_code == stranger
    assert sign_in_as("owner").get(address(clinic)).status_code == team
    assert sign_in_as("reviewer").get(address(clinic)).status_code == team


def test_draft_that_was_closed_was_never_public():
    clinic = ClinicFactory(status=ClinicStatus.CLOSED)
    StatusChangeFactory(clinic=clinic, was="draft", to="closed")

    assert Client().get(address(clinic)).status_code == 404


def test_unlisted_page_says_so_and_is_not_for_search_engines(sign_in_as, person):
    clinic = ClinicFactory(status=ClinicStatus.UNLISTED)
    MembershipFactory(clinic=clinic, user=person("owner"))

    html = sign_in_as("owner").get(address(clinic)).content.decode()

    assert "This clinic is not on the list" in html
    assert '<meta name="robots" content="noindex">' in html


# Place and hours


def test_place_and_ways_to_reach_it(clinic):
    ClinicLanguageFactory(clinic=clinic, language="pt")
    ClinicLanguageFactory(clinic=clinic, language="yo")
    html = read(clinic)

    assert "<h1>Crown Clinic</h1>" in html
    assert "Lisbon, Portugal" in html
    assert "Rua do Carmo 12<br>1200-093 Lisbon<br>Portugal" in html
    assert 'href="tel:+351210000000"' in html
    assert 'href="mailto:hello@crown.example"' in html
    assert "mlat=38.71667&amp;mlon=-9.13333" in html
    assert "Portuguese, Yoruba" in html
    assert "Ana Duarte" not in html  # the responsible person is for the team
    assert SECRET not in html


def test_hours_of_today_and_the_answering_ones(clinic):
    HoursFactory(clinic=clinic)
    HoursFactory(clinic=clinic, kind=HoursKind.RESPONSE, until_at=datetime.time(20))
    text = words(read(clinic))

    assert "Open now, until 17:00" in text
    assert "Open today 09:00–17:00" in text
    assert "Answers clients today 09:00–20:00" in text
    assert "Monday 09:00–17:00 Tuesday to Sunday Closed" in text
    assert "Tuesday to Sunday Nobody" in text


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        ("2026-11-23T08:30", "Closed now, opens at 09:00"),
        ("2026-11-22T12:00", "Closed now, opens tomorrow at 09:00"),
        ("2026-11-24T12:00", "Closed now, opens on Monday at 09:00"),
    ],
)
def test_closed_door_says_when_it_opens(clinic, clock, moment, expected):
    clock.move_to(datetime.datetime.fromisoformat(f"{moment}+00:00"))
    HoursFactory(clinic=clinic)

    assert expected in read(clinic)


def test_without_hours_the_page_says_what_to_ask(clinic):
    text = words(read(clinic))

    assert "The clinic gives no opening hours. Ask before you go." in text
    assert "Ask whom you can call in the evening" in text
    assert "Open now" not in text
    assert "Closed" not in text


# Papers


def test_paper_says_what_how_by_whom_since_until_and_today(clinic):
    paper(clinic, code="7F3KQ2M9ABCD", verification=Verification.REGISTER)
    section = words(parts(read(clinic))["verified"])

    for said in (
        "Premises licence",
        "Valid",
        "Licensed until 14 January 2029. We look again by 1 November 2027.",
        "The premises were inspected.",
        "Found in the issuer's register. "
        "Checked by a certification reviewer on 23 November 2026.",
        "Cardiff Council",
        "APC-2026-0041",
        "15 January 2026 to 14 January 2029",
        "Nothing about the ink.",
        "7F3K-Q2M9-ABCD",
    ):
        assert said in section.replace("&#x27;", "'")


def test_two_reviewers_are_two_and_none_has_a_name(clinic):
    certification = paper(clinic, kind(approvals_needed=2))
    html = read(clinic)

    assert "Checked by 2 certification reviewers, the last on 23 November" in html
    assert certification.accepted_by.display_name not in html
    assert certification.accepted_by.email not in html


def test_register_without_an_end_never_reads_like_a_licence(clinic):
    type_ = kind("Registration", claim=Claim.REGISTERED, longest_validity_months=None)
    paper(clinic, type_, valid_until=None)
    section = words(parts(read(clinic))["verified"])

    assert "Registered, without an end. We look again by 1 November 2027." in section
    assert "icensed" not in section


def test_self_declared_stands_apart_and_is_never_green(clinic):
    paper(clinic)
    own = {"verification": Verification.SELF_DECLARED, "valid_until": None}
    paper(clinic, declared(longest_validity_months=None), **own)
    found = parts(read(clinic))

    assert "Own declaration" not in found["verified"]
    assert "Premises licence" in found["verified"]
    section = found["self-declared"]
    assert "Own declaration" in section
    assert "status--good" not in section
    assert "status--neutral" in section
    assert "Self-declared, without an end." in section
    assert "Nobody has checked what it says." in words(section)
    assert "Valid" not in section
    assert "Only the clinic" in found["today-heading"]


def test_a_kind_that_could_be_checked_but_was_not_is_self_declared_too(clinic):
    paper(clinic, verification=Verification.SELF_DECLARED)
    found = parts(read(clinic))

    assert "Premises licence" in found["self-declared"]
    assert "status--good" not in found["self-declared"]
    assert "None holds today." in found["verified"]


def against(certification, act, **changes):
    return DecisionFactory(certification=certification, act=act, **WORDS | changes)


def test_what_does_not_hold_says_since_when_and_why(clinic):
    yesterday = TODAY - datetime.timedelta(days=1)
    paper(clinic, kind("Lapsed"), counts_until=yesterday, valid_until=yesterday)
    paper(clinic, kind("Not looked at"), counts_until=yesterday)
    old = paper(clinic, kind("Renewed"), counts_until=yesterday, valid_until=yesterday)
    CertificationFactory(
        clinic=clinic,
        type=old.type,
        renews=old,
        status=S.SUBMITTED,
        submitted_at=NOW,
        submitted_by=old.submitted_by,
    )
    against(paper(clinic, kind("Suspended one"), status=S.SUSPENDED), Act.SUSPEND)
    against(
        paper(clinic, kind("Revoked one"), status=S.REVOKED),
        Act.REVOKE,
        public_sentence="No such policy.",
    )
    html = read(clinic)
    section = words(parts(html)["gone"])

    for said in (
        "Lapsed Expired It ended on 22 November 2026.",
        "Not looked at Re-check overdue We vouched for it until 22 November 2026",
        "Renewed Expired, renewal under review It ended on 22 November 2026. "
        "A renewal is with our reviewers.",
        "Suspended one Suspended Suspended since 23 November 2026. It does not hold "
        "meanwhile. The log has gaps.",
        "Revoked one Revoked Revoked on 23 November 2026. It does not hold any more. "
        "No such policy.",
    ):
        assert said in section
    assert "status--good" not in html
    assert "None holds today." in parts(html)["verified"]
    assert SECRET not in html


def test_lifted_suspension_is_history_only(clinic):
    certification = paper(clinic)
    against(certification, Act.SUSPEND)
    DecisionFactory(certification=certification, act=Act.LIFT)
    found = parts(read(clinic))

    assert "gone" not in found
    assert "The log has gaps." not in found["verified"]
    assert "The log has gaps." in found["history"]


def test_replaced_paper_is_history_only(clinic):
    old = paper(clinic, issuer="Old Mutual", status=S.SUPERSEDED)
    paper(clinic, old.type, issuer="New Mutual", renews=old)
    DecisionFactory(certification=old, act=Act.SUPERSEDE)
    found = parts(read(clinic))

    assert "New Mutual" in found["verified"]
    assert "Old Mutual" not in found["verified"]
    assert "gone" not in found
    assert "Replaced by a newer one: Premises licence, Old Mutual" in found["history"]


def test_old_paper_gives_way_on_the_day_a_renewal_begins(clinic, clock):
    last = TODAY + datetime.timedelta(days=3)
    begins = last + datetime.timedelta(days=1)
    old = paper(clinic, issuer="Old Mutual", counts_until=last, valid_until=last)
    paper(clinic, old.type, issuer="New Mutual", renews=old, valid_from=begins)

    section = words(parts(read(clinic))["verified"])
    assert "Not yet valid It begins on 27 November 2026." in section
    assert "Old Mutual" in section

    clock.move_to(NOW + datetime.timedelta(days=4))
    found = parts(read(clinic))
    assert "gone" not in found
    assert "Old Mutual" not in found["verified"]
    assert "New Mutual" in found["verified"]


def test_what_nobody_decided_is_nobodys_business(clinic):
    CertificationFactory(clinic=clinic, type=kind(SECRET))
    CertificationFactory(
        clinic=clinic,
        type=kind(f"{SECRET} refused"),
        status=S.REJECTED,
        submitted_at=NOW,
        submitted_by=paper(clinic).submitted_by,
    )
    paper(ClinicFactory(), kind(f"{SECRET} of another clinic"))

    assert SECRET not in read(clinic)


@pytest.fixture
def checklist(migrated):
    GuidePageFactory(
        slug="choosing-a-clinic", title="Choosing a clinic", published=True
    )
    cache.clear()  # publishing renews it on commit, which no test reaches


def test_without_papers_the_page_says_what_that_means(clinic, checklist):
    section = parts(read(clinic))["verified"]

    assert "No paper has been shown to us" in section
    assert "That does not mean that there is none." in section
    assert "Ask to see the registration or licence" in section
    assert 'href="/guides/choosing-a-clinic/"' in section


def test_guide_that_is_not_live_is_not_linked(clinic, migrated):
    GuidePageFactory(slug="choosing-a-clinic", published=False)

    assert "choosing-a-clinic" not in read(clinic)


# Hygiene level


def hygienic(clinic, *, person=None):
    """All that level 2 asks, and the training of one practitioner."""
    for code in ("LOCAL-PERMIT", "INS", "STER-VAL", "WASTE"):
        paper(clinic, kind(code.lower(), code=code))
    if person:
        trained = kind("Training", code="IPC-L2", subject=Subject.PRACTITIONER)
        paper(person, trained)


def test_level_and_the_step_that_is_missing(clinic):
    person = PlacementFactory(clinic=clinic).practitioner
    hygienic(clinic, person=person)
    found = parts(read(clinic))

    assert "Hygiene level 2 of 4" in words(found["today-heading"])
    section = words(found["hygiene"])
    step = (
        "3. Trained people and traceable ink This step is missing. What has not been "
        "shown for it: Sessions written down here with the bottles used"
    )
    assert section.count("This step is missing.") == 1
    assert step in section
    assert "Shown: Each practitioner at work was trained" in section
    assert "Not shown: The batch number of the ink is recorded" in section
    assert "sessions of three clients at least" in section


def test_level_falls_with_the_paper(clinic, clock):
    hygienic(clinic)
    clinic.certifications.filter(type__code="WASTE").update(counts_until=TODAY)
    assert "Hygiene level 2 of 4" in read(clinic)

    clock.move_to(NOW + datetime.timedelta(days=1))
    assert "Hygiene level 1 of 4" in read(clinic)


@pytest.mark.parametrize(
    ("slot", "accepted", "round_", "level"),
    [
        (None, True, 1, 1),
        ("declaration", True, 1, 1),
        ("invoice", False, 1, 1),
        ("invoice", True, 2, 1),
        ("invoice", True, 1, 2),
    ],
)
def test_own_word_counts_only_with_evidence_that_was_seen(
    clinic, slot, accepted, round_, level
):
    hygienic(clinic)
    clinic.certifications.filter(type__code="STER-VAL").delete()
    single_use = paper(
        clinic, declared(code="SINGLE-USE"), verification=Verification.SELF_DECLARED
    )
    if slot:
        wrong = {} if accepted else {"reason": Reason.UNREADABLE, "text": "Cut off."}
        FindingFactory(
            certification=single_use,
            slot=slot,
            is_accepted=accepted,
            round=round_,
            **wrong,
        )

    html = read(clinic)
    assert f"Hygiene level {level} of 4" in html
    assert "status--good" not in parts(html)["self-declared"]


# Clinics off the list


@pytest.mark.parametrize("status", ["suspended", "closed"])
def test_clinic_off_the_list_says_so_and_none_of_its_papers_counts(clinic, status):
    placement = PlacementFactory(clinic=clinic)
    hygienic(clinic, person=placement.practitioner)
    HoursFactory(clinic=clinic)
    clinic.status = status
    clinic.save()
    StatusChangeFactory(
        clinic=clinic,
        was=ClinicStatus.LISTED,
        to=status,
        reason=SECRET,
        public_sentence="Nobody was found at the address.",
    )
    html = read(clinic)
    found = parts(html)

    assert f"This clinic is {status} since 23 November 2026" in found["top"]
    assert "Nobody was found at the address." in found["top"]
    assert "No paper counts while the clinic is off the list." in found["today-heading"]
    assert f"Clinic {status}" in found["gone"]
    assert "verified" not in found
    assert "status--good" not in html
    assert "Hygiene level" not in html
    assert placement.practitioner.public_name not in html
    assert "Open now" not in html
    assert not LD.search(html)
    assert SECRET not in html


# Practitioners


def test_people_at_work_today_with_papers_of_their_own(clinic):
    claimed = PractitionerFactory(
        public_name="Tobias Reid",
        user=MembershipFactory(clinic=clinic).user,
        claimed_at=NOW,
    )
    PlacementFactory(clinic=clinic, practitioner=claimed)
    bare = PlacementFactory(clinic=clinic).practitioner
    gone = PlacementFactory(clinic=clinic, until=TODAY).practitioner
    training = kind("Training", subject=Subject.PRACTITIONER)
    paper(claimed, training)
    found = parts(read(clinic))

    section = words(found["practitioners"])
    assert "Tobias Reid The person has claimed this profile." in section
    assert "Training" in section
    assert f"{bare.public_name} Entered by the clinic." in section
    assert "No papers of their own" in section
    assert gone.public_name not in section
    assert "Training" not in found["today-heading"]
    assert "Tobias Reid 1 checked paper holds" in words(found["today-heading"])
    assert "Training" not in found.get("verified", "")


def test_clinic_that_names_nobody_says_what_to_ask(clinic):
    assert "The clinic names nobody." in parts(read(clinic))["practitioners"]


def test_page_of_a_practitioner(clinic):
    person = PractitionerFactory(
        slug="mina", public_name="Mina Sommer", about="Mostly after a transplant."
    )
    PlacementFactory(clinic=clinic, practitioner=person)
    unlisted = ClinicFactory(name=SECRET, status=ClinicStatus.UNLISTED)
    PlacementFactory(clinic=unlisted, practitioner=person)
    training = kind("Training", subject=Subject.PRACTITIONER)
    old = paper(person, training, counts_until=TODAY - datetime.timedelta(days=1))
    against(paper(person, kind("Licence"), status=S.SUSPENDED), Act.SUSPEND)

    response = Client().get(reverse("practitioner", args=["mina"]))
    html = response.content.decode()
    found = parts(html)

    assert "<h1>Mina Sommer</h1>" in html
    assert "Entered by the clinic." in html
    assert "Mostly after a transplant." in html
    assert f'href="{address(clinic)}"' in found["places"]
    assert SECRET not in html
    assert "None holds today. Ask to see a certificate" in words(found["verified"])
    assert "The log has gaps." in found["gone"]
    assert f"Training, {old.issuer}" in found["history"]


@pytest.mark.parametrize(
    ("status", "until", "answer"),
    [
        ("listed", None, 200),
        ("listed", TODAY, 404),
        ("unlisted", None, 404),
        ("suspended", None, 404),
        ("draft", None, 404),
    ],
)
def test_practitioner_is_public_while_at_work_at_a_listed_clinic(status, until, answer):
    placement = PlacementFactory(clinic=ClinicFactory(status=status), until=until)
    page = reverse("practitioner", args=[placement.practitioner.slug])

    assert Client().get(page).status_code == answer


# For machines


def facts(html):
    return json.loads(LD.search(html).group(1))


def test_machines_are_told_only_of_papers_that_hold_and_were_checked(clinic):
    HoursFactory(clinic=clinic)
    HoursFactory(clinic=clinic, weekday=1)
    ClinicLanguageFactory(clinic=clinic)
    paper(clinic)
    registered = kind("Register", longest_validity_months=None)
    paper(clinic, registered, valid_until=None, number="", code="7F3KQ2M9ABCD")
    yesterday = TODAY - datetime.timedelta(days=1)
    paper(clinic, kind("Lapsed"), counts_until=yesterday)
    paper(clinic, kind("Later"), valid_from=TODAY + datetime.timedelta(days=1))
    paper(clinic, declared(), verification=Verification.SELF_DECLARED)
    against(paper(clinic, status=S.SUSPENDED), Act.SUSPEND)
    told = facts(read(clinic))

    assert told["@type"] == "HealthAndBeautyBusiness"
    assert told["@id"] == told["url"] == "http://testserver/clinics/crown/"
    assert told["name"] == "Crown Clinic"
    assert told["address"] == {
        "@type": "PostalAddress",
        "streetAddress": "Rua do Carmo 12",
        "postalCode": "1200-093",
        "addressLocality": "Lisbon",
        "addressCountry": "PT",
    }
    assert told["geo"] == {
        "@type": "GeoCoordinates",
        "latitude": 38.71667,
        "longitude": -9.13333,
    }
    assert told["openingHoursSpecification"] == [
        {
            "@type": "OpeningHoursSpecification",
            "dayOfWeek": ["https://schema.org/Monday", "https://schema.org/Tuesday"],
            "opens": "09:00",
            "closes": "17:00",
        }
    ]
    assert told["knowsLanguage"] == ["pt"]
    status = "https://schema.org/CertificationActive"
    assert told["hasCertification"] == [
        {
            "@type": "Certification",
            "name": "Premises licence",
            "certificationIdentification": "APC-2026-0041",
            "certificationStatus": status,
            "issuedBy": {"@type": "Organization", "name": "Cardiff Council"},
            "auditDate": "2026-11-23",
            "validFrom": "2026-01-15",
            "expires": "2029-01-14",
        },
        {
            "@type": "Certification",
            "name": "Register",
            "certificationIdentification": "7F3K-Q2M9-ABCD",
            "certificationStatus": status,
            "issuedBy": {"@type": "Organization", "name": "Cardiff Council"},
            "auditDate": "2026-11-23",
            "validFrom": "2026-01-15",
        },
    ]


def test_machines_are_not_told_what_is_not_known():
    bare = ClinicFactory(status=ClinicStatus.LISTED, latitude=None, longitude=None)
    told = facts(read(bare))

    unknown = {"geo", "telephone", "hasCertification", "openingHoursSpecification"}
    assert unknown & told.keys() == set()
    assert "openstreetmap" not in read(bare)


@pytest.mark.parametrize("path", ["clinics:profile", "practitioner"])
def test_way_back_leads_to_the_directory(clinic, path):
    person = PlacementFactory(clinic=clinic).practitioner
    slug = clinic.slug if path == "clinics:profile" else person.slug
    html = Client().get(reverse(path, args=[slug])).content.decode()

    way = html.split('class="breadcrumbs')[1].split("</nav>")[0]
    assert words(way).endswith("Home Clinics")
    assert f'href="{reverse("clinics:directory")}"' in way


def test_head_names_the_page_once_and_in_each_language(clinic):
    html = Client().get(f"/es{address(clinic)}").content.decode()

    assert 'rel="canonical" href="http://testserver/es/clinics/crown/"' in html
    assert 'hreflang="en" href="http://testserver/clinics/crown/"' in html
    assert 'hreflang="es" href="http://testserver/es/clinics/crown/"' in html
    assert '<meta name="description" content="' in html


def test_sitemap_names_listed_clinics_in_each_language(clinic, migrated):
    for status in ("draft", "unlisted", "suspended", "closed"):
        ClinicFactory(slug=f"is-{status}", status=status)

    xml = Client().get("/sitemap.xml").content.decode()

    found = re.findall(r"<loc>http://testserver(/\S*clinics/\S+)</loc>", xml)
    assert found == ["/clinics/crown/", "/es/clinics/crown/"]


# What it costs, and how long it is kept


@pytest.mark.parametrize("papers", [1, 12])
def test_cold_profile_costs_the_same_whatever_it_shows(
    clinic, papers, migrated, django_assert_num_queries
):
    HoursFactory(clinic=clinic)
    PublishedFiguresFactory(clinic=clinic)
    type_ = kind("Training", subject=Subject.PRACTITIONER)
    for number in range(papers):
        against(paper(clinic, status=S.SUSPENDED), Act.SUSPEND)
        paper(clinic)
        person = PlacementFactory(clinic=clinic).practitioner
        paper(person, type_, number=str(number))
    Client().get("/")  # what is read once per process is read now
    cold = Client()
    cold.cookies["anything"] = "x"

    with django_assert_num_queries(9):
        html = cold.get(address(clinic)).content.decode()

    assert html.count('class="paper paper--good"') == papers
    assert html.count("The log has gaps.") == 2 * papers
    assert html.count('id="figures"') == 1


def test_cold_profile_that_leads_to_the_guide_costs_one_more(
    clinic, checklist, django_assert_num_queries
):
    against(paper(clinic, status=S.SUSPENDED), Act.SUSPEND)
    Client().get("/")
    cold = Client()
    cold.cookies["anything"] = "x"

    with django_assert_num_queries(10):
        assert b"choosing-a-clinic" in cold.get(address(clinic)).content


def test_page_of_a_practitioner_costs_four_queries(
    clinic, migrated, django_assert_num_queries
):
    person = PlacementFactory(clinic=clinic).practitioner
    for number in range(3):
        paper(person, number=str(number))
    Client().get("/")
    cold = Client()
    cold.cookies["anything"] = "x"

    with django_assert_num_queries(4):
        cold.get(reverse("practitioner", args=[person.slug]))


def test_kept_profile_costs_nothing_and_sets_no_cookie(
    clinic, django_assert_num_queries
):
    visitor = Client()
    first = visitor.get(address(clinic))

    with django_assert_num_queries(0):
        second = visitor.get(address(clinic))

    assert second.content == first.content
    assert visitor.cookies == {}


def test_kept_profile_turns_when_the_door_does(clinic, clock):
    HoursFactory(clinic=clinic)
    clock.move_to(NOW.replace(hour=16, minute=58))
    assert "Open now, until 17:00" in read(clinic)

    clock.shift(datetime.timedelta(minutes=1, seconds=59))
    assert "Open now, until 17:00" in read(clinic)
    clock.shift(datetime.timedelta(seconds=1))
    assert "Open now" not in read(clinic)
