"""How to break the constraints of clients, treatments, sessions and helpers."""

from aftercare.enums import ClientStatus, Hold
from tests.factories import accounts, aftercare
from tests.house.violations.writing import HOUR, NOON, one, twin


def own_helper():
    person = accounts.UserFactory()
    one(aftercare.HelperFactory, person=person, helper=person)()


VIOLATIONS = {
    "client_accepted_at_and_by_go_together": one(
        aftercare.ClientFactory, accepted_by=None
    ),
    "client_asks_until_accepted": one(
        aftercare.ClientFactory, status=ClientStatus.ASKED
    ),
    "health_profile_names_its_questions": one(
        aftercare.HealthProfileFactory, version=""
    ),
    "erasure_waits_before_it_is_due": one(
        aftercare.ErasureFactory, asked_at=NOON, due_at=NOON
    ),
    "erasure_is_taken_back_or_done": one(
        aftercare.ErasureFactory,
        asked_at=NOON - HOUR,
        due_at=NOON,
        taken_back_at=NOON,
        done_at=NOON,
    ),
    "erasure_is_done_once_it_is_due": one(
        aftercare.ErasureFactory,
        asked_at=NOON - HOUR,
        due_at=NOON,
        done_at=NOON - HOUR,
    ),
    "one_waiting_erasure_per_person": twin(aftercare.ErasureFactory, "user"),
    "treatment_has_a_title": one(aftercare.TreatmentFactory, title=""),
    "session_number_counts_from_one": one(aftercare.SessionFactory, number=0),
    "session_is_recorded_once_it_is_done": one(
        aftercare.SessionFactory, performed_at=NOON, recorded_at=NOON - HOUR
    ),
    "session_names_its_bottles_or_says_why_not": one(
        aftercare.SessionFactory, bottles_used=1
    ),
    "session_hold_is_known": one(
        aftercare.SessionFactory, hold="rain", go_ahead_reason="It stopped."
    ),
    "session_that_was_held_says_why_it_went_ahead": one(
        aftercare.SessionFactory, hold=Hold.TOO_SOON
    ),
    "session_handed_over_at_and_by_go_together": one(
        aftercare.SessionFactory, handed_over_at=NOON
    ),
    "session_is_received_once_it_is_handed_over": one(
        aftercare.SessionFactory, received_at=NOON
    ),
    "session_number_is_used_once_per_treatment": twin(
        aftercare.SessionFactory, "treatment", "clinic", "number"
    ),
    "bottle_is_named_once_per_session": twin(
        aftercare.SessionBottleFactory, "session", "bottle"
    ),
    "treatment_grant_is_withdrawn_after_it_is_given": one(
        aftercare.TreatmentGrantFactory, granted_at=NOON, withdrawn_at=NOON - HOUR
    ),
    "one_open_grant_per_treatment_and_clinic": twin(
        aftercare.TreatmentGrantFactory, "treatment", "clinic", "by"
    ),
    "nobody_is_their_own_helper": own_helper,
    "helper_ended_at_and_by_go_together": one(aftercare.HelperFactory, ended_at=NOON),
    "one_open_helper_per_pair": twin(aftercare.HelperFactory, "person", "helper"),
    "amendment_says_why": one(aftercare.AmendmentFactory, reason=""),
    "amendment_number_is_used_once_per_session": twin(
        aftercare.AmendmentFactory, "session", "number"
    ),
    "session_draft_is_of_a_treatment_or_begins_one": one(
        aftercare.SessionDraftFactory, title=""
    ),
    "session_draft_asked_at_and_by_go_together": one(
        aftercare.SessionDraftFactory, asked_at=NOON
    ),
    "session_draft_knows_who_and_when_together": one(
        aftercare.SessionDraftFactory, performed_at=NOON
    ),
    "passport_link_is_withdrawn_after_it_is_made": one(
        aftercare.PassportLinkFactory, made_at=NOON, withdrawn_at=NOON - HOUR
    ),
    "one_open_passport_link_per_person": twin(aftercare.PassportLinkFactory, "user"),
    "client_is_active_once_accepted": one(aftercare.ClientFactory, accepted_at=None),
    "client_is_ended_when_somebody_ended_it": one(
        aftercare.ClientFactory, status=ClientStatus.ENDED
    ),
    "client_status_is_known": one(aftercare.ClientFactory, status="forgotten"),
    "client_was_invited_or_asked": one(aftercare.ClientFactory, asked_at=NOON),
    "desk_link_withdrawn_at_and_by_go_together": one(
        aftercare.DeskLinkFactory, withdrawn_at=NOON
    ),
    "one_open_desk_link_per_clinic": twin(aftercare.DeskLinkFactory, "clinic"),
    "one_open_link_per_client_and_clinic": twin(
        aftercare.ClientFactory, "clinic", "user"
    ),
}
