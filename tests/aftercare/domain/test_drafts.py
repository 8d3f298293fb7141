"""A session begun and not saved yet: what it may hold, and when it is whole."""

import pytest

from aftercare.domain import drafts, sessions
from tests.aftercare.conftest import HOUR
from tests.conftest import NOW
from tests.factories.aftercare import SessionDraftFactory

pytestmark = pytest.mark.django_db


def test_a_session_before_the_last_one_of_its_treatment_is_refused(
    record, client_link, practitioner
):
    last = record()
    draft = SessionDraftFactory(client=client_link, treatment=last.treatment, title="")

    with pytest.raises(sessions.WrongDay):
        drafts.say_who(
            draft, practitioner=practitioner, performed_at=last.performed_at - HOUR
        )
    draft.refresh_from_db()
    assert draft.performed_at is None


def test_a_first_session_that_lies_ahead_is_refused(client_link, practitioner):
    draft = SessionDraftFactory(client=client_link)

    with pytest.raises(sessions.WrongDay):
        drafts.say_who(draft, practitioner=practitioner, performed_at=NOW + HOUR)
    draft.refresh_from_db()
    assert draft.performed_at is None


def test_what_is_not_whole_is_not_saved(client_link, desk):
    draft = SessionDraftFactory(client=client_link)

    with pytest.raises(drafts.NotWhole):
        drafts.finish(draft, by=desk)
    assert not client_link.treatments.exists()
