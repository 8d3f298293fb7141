"""What a person allows, in which words."""

import datetime

import pytest

from portal.accounts import consent_texts
from portal.accounts.consent_texts import ConsentText
from portal.accounts.domain import consents
from portal.accounts.enums import ConsentAct, Purpose
from portal.accounts.models import Consent
from portal.accounts.models.consent import ConsentNeverChanges
from portal.audit.models import AuditEvent
from portal.knowledge.datafile import DataError
from portal.knowledge.text import Text
from tests.factories.accounts import ConsentFactory, UserFactory

pytestmark = pytest.mark.django_db
VERSION = "2026-11-23.1"


def answers(user):
    return [
        (row.purpose, row.act, row.text_version)
        for row in Consent.objects.filter(user=user).order_by("pk")
    ]


def test_give_then_withdraw_are_two_rows(user):
    consents.give(Purpose.CARE, by=user, text_version=VERSION)
    assert Consent.objects.in_force(user) == {Purpose.CARE}
    consents.withdraw(Purpose.CARE, by=user)

    assert Consent.objects.in_force(user) == set()
    assert answers(user) == [
        ("care", "given", VERSION),
        ("care", "withdrawn", VERSION),
    ]
    assert [event.verb for event in AuditEvent.objects.order_by("sequence")] == [
        "consent given",
        "consent withdrawn",
    ]


def test_give_twice_is_one_row_and_after_withdrawal_another(user):
    for _ in range(2):
        consents.give(Purpose.CARE, by=user, text_version=VERSION)
    consents.withdraw(Purpose.CARE, by=user)
    consents.give(Purpose.CARE, by=user, text_version=VERSION)

    assert [act for _, act, _ in answers(user)] == ["given", "withdrawn", "given"]


def test_new_words_are_agreed_to_anew(user, monkeypatch):
    ConsentFactory(user=user, text_version="2020-01-01.1")

    consents.give(Purpose.CARE, by=user, text_version=VERSION)

    assert [version for _, _, version in answers(user)] == ["2020-01-01.1", VERSION]


def test_words_never_shown_cannot_be_agreed_to(user):
    with pytest.raises(LookupError, match="has no text of version"):
        consents.give(Purpose.CARE, by=user, text_version="2026-01-01.1")

    assert answers(user) == []


@pytest.mark.parametrize("before", [None, ConsentAct.WITHDRAWN])
def test_what_is_not_given_cannot_be_withdrawn(user, before):
    if before:
        ConsentFactory(user=user, act=before)

    with pytest.raises(consents.NothingToWithdraw):
        consents.withdraw(Purpose.CARE, by=user)


def test_purposes_and_people_are_apart(user):
    other = UserFactory()
    consents.give(Purpose.CARE, by=user, text_version=VERSION)
    consents.give(Purpose.PHOTOS, by=other, text_version=VERSION)

    assert Consent.objects.in_force(user) == {Purpose.CARE}
    assert set(Consent.objects.current(other)) == {Purpose.PHOTOS}


def test_row_never_changes(user):
    row = ConsentFactory(user=user)
    row.act = ConsentAct.WITHDRAWN

    with pytest.raises(ConsentNeverChanges):
        row.save()
    with pytest.raises(ConsentNeverChanges):
        Consent.objects.filter(user=user).update(act=ConsentAct.WITHDRAWN)
    row.refresh_from_db()
    assert row.act == ConsentAct.GIVEN
    assert str(row) == "Your care: Given"


# The file of texts


def test_every_purpose_has_words_in_both_languages():
    assert set(consent_texts.TEXTS) == set(Purpose)
    for purpose in Purpose:
        text = consent_texts.current(purpose)
        assert isinstance(text.asks, Text)
        assert text.asks.en != text.asks.es
        assert consent_texts.text(purpose, version=text.version) is text


@pytest.mark.parametrize(
    ("day", "version"),
    [
        ("2026-11-22", "2026-11-23.1"),  # nothing was asked before: the first text
        ("2026-11-26", "2026-11-23.1"),
        ("2026-11-27", "2026-11-27.2"),
        ("2027-03-01", "2026-11-27.2"),
    ],
)
def test_text_asked_on_a_day_is_the_last_until_then(day, version, monkeypatch):
    texts = [
        ConsentText(purpose=Purpose.CARE, version=each, asks=None, if_not=None)
        for each in ("2026-11-23.1", "2026-11-27.1", "2026-11-27.2")
    ]
    monkeypatch.setitem(consent_texts.TEXTS, Purpose.CARE, tuple(texts))
    on = datetime.date.fromisoformat(day)

    assert consent_texts.asked_on(Purpose.CARE, day=on).version == version


def test_missing_purpose_is_named(tmp_path, monkeypatch):
    file = tmp_path / "consent_texts.yaml"
    file.write_text("purposes: []\n")
    monkeypatch.setattr(consent_texts, "FILE", file)

    with pytest.raises(DataError, match="no text for care, figures, photos"):
        consent_texts.load()
