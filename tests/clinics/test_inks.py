"""Makers, inks, batches and bottles, and which bottle may be used on a day."""

import datetime
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError

from clinics import stock
from clinics.domain import bottles, inks, labels
from clinics.domain.bottles import AfterExpiry, NotNow, WrongDay
from clinics.enums import BottleAct, BottleState, LabelAnswer, NotUsable
from clinics.models import Bottle, Ink, InkBatch, InkMaker
from portal.audit.models import AuditEvent
from portal.knowledge.lots import UnreadableLot
from tests.conftest import TODAY
from tests.factories.accounts import UserFactory
from tests.factories.clinics import ClinicFactory
from tests.factories.inks import BottleFactory, InkBatchFactory, InkFactory

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


@pytest.fixture
def by(db):
    return UserFactory()


def named(by, **told):
    usual = {"maker": "Fjordpigment", "name": "Fjord Grey", "lot": "LOT 12-04"}
    return inks.batch(**usual | told, by=by)


def test_the_same_names_typed_otherwise_are_the_same_rows(by):
    first = named(by, shade="Médium")

    again = named(
        by, maker="FJORD pigment", name="fjord-grey", shade="medium", lot="1204"
    )

    assert again == first
    assert (InkMaker.objects.count(), Ink.objects.count()) == (1, 1)
    assert InkBatch.objects.get().lot_printed == "LOT 12-04"


def test_one_lot_number_of_two_inks_is_two_batches(by):
    assert named(by, name="Black") != named(by, name="Grey")
    assert InkBatch.objects.filter(lot="1204").count() == 2


def test_name_and_shade_do_not_run_into_each_other(by):
    assert named(by, name="Black 1", shade="2") != named(by, name="Black", shade="12")


def test_what_names_nothing_makes_nothing(by):
    for wrong in ({"maker": "–"}, {"name": "!!"}):
        with pytest.raises(inks.NoName):
            named(by, **wrong)
    with pytest.raises(UnreadableLot):
        named(by, lot="lot")

    assert not InkMaker.objects.exists()


def test_a_date_is_filled_in_once_and_contradicted_never(by):
    batch = named(by)

    assert named(by, expires_on=TODAY).expires_on == TODAY
    with pytest.raises(inks.OtherDates) as other:
        named(by, expires_on=TODAY + DAY)
    assert other.value.batch == batch


@pytest.mark.parametrize(
    ("maker", "name"),
    [
        ("Fjordpigmnt", "Fjord Grey"),
        ("Fjord Pigments", "Fjord Gray"),
        ("fjord", "grey"),
    ],
)
def test_a_slip_of_the_finger_finds_the_ink_that_is_there(by, maker, name):
    known = named(by).ink
    named(by, maker="Slate & Soot", name="Crown")

    assert inks.suggestions(maker=maker, name=name) == [known]


def test_nothing_is_suggested_for_the_very_ink_or_for_another_one(by):
    named(by)

    assert inks.suggestions(maker="fjord-pigment", name="FJORD GREY") == []
    assert inks.suggestions(maker="Slate & Soot", name="Fjord Grey") == []
    assert inks.suggestions(maker="", name="") == []


def a_bottle(**wrong):
    expires_on = wrong.pop("expires_on", datetime.date(2028, 6, 30))
    return BottleFactory(batch=InkBatchFactory(expires_on=expires_on), **wrong)


@pytest.mark.parametrize(
    ("told", "reason"),
    [
        ({}, None),
        ({"in_use": True}, None),
        ({"in_use": True, "discard_on": TODAY}, None),
        ({"in_use": True, "discard_on": TODAY - DAY}, NotUsable.PAST_DISCARD),
        ({"expires_on": TODAY}, None),
        ({"expires_on": TODAY - DAY}, NotUsable.PAST_EXPIRY),
        ({"expires_on": None}, None),
        ({"aside": True}, NotUsable.QUARANTINED),
        ({"aside": True, "expires_on": TODAY - DAY}, NotUsable.QUARANTINED),
        ({"emptied_on": TODAY}, None),
        ({"emptied_on": TODAY - DAY}, NotUsable.EMPTY),
        ({"received_on": TODAY + DAY}, NotUsable.NOT_THERE_YET),
    ],
)
def test_whether_a_bottle_may_be_used_that_day(told, reason):
    assert bottles.why_not(a_bottle(**told), on=TODAY) == reason


@pytest.mark.parametrize(
    ("told", "state"),
    [
        ({}, BottleState.SEALED),
        ({"in_use": True}, BottleState.IN_USE),
        ({"in_use": True, "discard_on": TODAY - DAY}, BottleState.PAST),
        ({"expires_on": TODAY - DAY}, BottleState.PAST),
        ({"in_use": True, "aside": True}, BottleState.QUARANTINED),
        ({"aside": True, "emptied_on": TODAY}, BottleState.EMPTY),
    ],
)
def test_state_and_query_agree_about_what_is_in_use(told, state, clock):
    bottle = a_bottle(**told)

    assert bottle.state(on=TODAY) == state
    in_use = [bottle] if state == BottleState.IN_USE else []
    assert list(Bottle.objects.in_use(on=TODAY)) == in_use
    assert list(Bottle.objects.in_use_at(NOW)) == in_use


NOW = datetime.datetime(2026, 11, 23, 9, tzinfo=datetime.UTC)


def test_a_bottle_ends_with_the_day_of_its_clinic():
    bottle = a_bottle(in_use=True, discard_on=TODAY)
    bottle.clinic.time_zone = "Pacific/Auckland"
    bottle.clinic.save()

    late = NOW + datetime.timedelta(hours=3)  # past midnight there

    assert list(Bottle.objects.in_use_at(late)) == []


def test_the_life_of_a_bottle_is_told_in_full(by):
    clinic, batch = ClinicFactory(), InkBatchFactory()
    bottle = bottles.receive(clinic, batch, key=uuid4(), on=TODAY - 3 * DAY, by=by)
    bottles.open_one(bottle, on=TODAY - DAY, discard_on=TODAY + 90 * DAY, by=by)
    bottles.quarantine(bottle, by=by, reason="A client has a rash.")
    assert bottles.why_not(fresh(bottle), on=TODAY) == NotUsable.QUARANTINED
    bottles.release(bottle, by=by, reason="It was the soap.")
    bottles.empty(bottle, by=by)

    told = [(event.act, event.on, event.reason) for event in bottle.events.all()]
    assert told == [
        (BottleAct.RECEIVED, TODAY - 3 * DAY, ""),
        (BottleAct.OPENED, TODAY - DAY, ""),
        (BottleAct.QUARANTINED, TODAY, "A client has a rash."),
        (BottleAct.RELEASED, TODAY, "It was the soap."),
        (BottleAct.EMPTIED, TODAY, ""),
    ]
    assert fresh(bottle).state(on=TODAY) == BottleState.EMPTY
    assert AuditEvent.objects.filter(verb__startswith="bottle: ").count() == 5


def fresh(bottle):
    return Bottle.objects.select_related("batch", "clinic").get(pk=bottle.pk)


def test_one_form_sent_twice_is_one_bottle(by):
    clinic, batch, key = ClinicFactory(), InkBatchFactory(), uuid4()

    first = bottles.receive(clinic, batch, key=key, on=TODAY, by=by)

    assert bottles.receive(clinic, batch, key=key, on=TODAY, by=by) == first
    assert first.events.count() == 1


def test_what_cannot_be_done_with_a_bottle_is_refused(by):
    with pytest.raises(WrongDay):
        bottles.receive(
            ClinicFactory(), InkBatchFactory(), key=uuid4(), on=TODAY + 2 * DAY, by=by
        )
    bottle = a_bottle(expires_on=TODAY + 30 * DAY)
    for on, last in [(TODAY + 2 * DAY, TODAY + 3 * DAY), (TODAY, TODAY - DAY)]:
        with pytest.raises(WrongDay):
            bottles.open_one(bottle, on=on, discard_on=last, by=by)
    with pytest.raises(AfterExpiry):
        bottles.open_one(bottle, on=TODAY, discard_on=TODAY + 31 * DAY, by=by)
    with pytest.raises(NotNow):
        bottles.release(bottle, by=by, reason="Fine.")
    with pytest.raises(ValidationError):
        bottles.quarantine(bottle, by=by, reason="")
    bottles.quarantine(bottle, by=by, reason="It smells.")
    with pytest.raises(NotNow):
        bottles.open_one(bottle, on=TODAY, discard_on=TODAY, by=by)
    with pytest.raises(NotNow):
        bottles.quarantine(bottle, by=by, reason="Again.")
    bottles.empty(bottle, by=by)
    for act in (bottles.quarantine, bottles.release):
        with pytest.raises(NotNow):
            act(bottle, by=by, reason="Late.")
    with pytest.raises(NotNow):
        bottles.empty(bottle, by=by)


@pytest.mark.parametrize(
    ("told", "acts"),
    [
        ({}, [BottleAct.OPENED, BottleAct.EMPTIED, BottleAct.QUARANTINED]),
        ({"in_use": True}, [BottleAct.EMPTIED, BottleAct.QUARANTINED]),
        ({"aside": True}, [BottleAct.RELEASED, BottleAct.EMPTIED]),
        ({"emptied_on": TODAY}, []),
    ],
)
def test_what_is_offered_is_what_can_be_done(told, acts):
    assert bottles.offered(a_bottle(**told), on=TODAY) == acts


def test_a_label_is_read_duty_by_duty(by):
    bottle = a_bottle()
    labels.write_down(bottle, by=by, answers={"batch": LabelAnswer.NO})
    labels.write_down(
        bottle, by=by, answers={"batch": LabelAnswer.YES, "nickel": LabelAnswer.NO}
    )

    told = {line.duty: line.answer for line in bottle.label_lines.all()}
    assert told == {"batch": "yes", "nickel": "no"}
    with pytest.raises(KeyError):
        labels.write_down(bottle, by=by, answers={"halal": LabelAnswer.YES})
    with pytest.raises(ValidationError):
        labels.write_down(bottle, by=by, answers={"batch": "maybe"})


def test_what_needs_somebody_stands_on_the_first_shelf():
    past = a_bottle(expires_on=TODAY - DAY)
    ends = a_bottle(in_use=True, discard_on=TODAY + DAY)
    fine = a_bottle()

    shelves = stock.shelves([fine, ends, past], on=TODAY)

    assert [(state, kept[0].bottle, kept[0].to_do) for state, kept in shelves] == [
        (BottleState.PAST, past, "Throw it away, and mark it as empty."),
        (
            BottleState.IN_USE,
            ends,
            "May be used 2 more days, until 24 November 2026.",
        ),
        (BottleState.SEALED, fine, ""),
    ]


def test_an_address_is_taken_once(by):
    first = InkFactory(slug="fjord-grey", plain_name="other")
    second = named(by, maker=first.maker.name, name="Fjord Grey").ink

    assert second.slug == "fjord-grey-2"


def test_a_use_is_filled_in_once(by):
    named(by)
    batch = named(by, intended_use="Scalp")

    assert batch.ink.intended_use == "Scalp"
    assert named(by, intended_use="Brows").ink.intended_use == "Scalp"


def test_an_ink_that_somebody_else_names_meanwhile_is_taken(by, monkeypatch):
    def meanwhile(fresh):
        InkFactory(maker=fresh.maker, slug="first", plain_name=fresh.plain_name)

    monkeypatch.setattr(Ink, "clean_fields", meanwhile)
    monkeypatch.setattr(Ink, "validate_constraints", lambda fresh: None)

    assert named(by).ink.slug == "first"
    assert Ink.objects.count() == 1
