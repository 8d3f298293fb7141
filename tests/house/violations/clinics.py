"""How to break the constraints of clinics, their people and their papers."""

import datetime

from django.db.models import F

from clinics.enums import Act, ClinicStatus
from clinics.models import Certification
from tests.factories import accounts, clinics
from tests.house.violations.writing import (
    EARLY,
    HOUR,
    NOON,
    by_its_author,
    one,
    settled,
    twin,
)


def answered_and_withdrawn():
    person = accounts.UserFactory()
    one(
        clinics.PlacementRequestFactory,
        person=person,
        answer="no",
        answered_at=NOON,
        answered_by=person,
        withdrawn_at=NOON,
        withdrawn_by=accounts.UserFactory(),
    )()


def spoilt(**wrong):
    """Changes these columns of a certification that is in force."""

    def write():
        stored = Certification.objects.filter(
            pk=clinics.CertificationFactory(in_force=True).pk
        )
        stored.update(**wrong)

    return write


def appeal_decided_by_who_confirmed():
    decision = clinics.SuspensionFactory()
    one(
        clinics.AppealFactory,
        decision=decision,
        outcome="overturned",
        decided_at=NOON,
        decided_by=decision.by,
        answer="I was right.",
    )()


def second_look_by_the_first():
    decision = clinics.DecisionFactory()
    one(
        clinics.SecondLookFactory,
        decision=decision,
        looked_at=NOON,
        looked_by=decision.by,
        would_accept=True,
        text="As I said.",
    )()


def second_renewal():
    renewed = clinics.CertificationFactory(in_force=True)
    clinics.CertificationFactory(renews=renewed)
    one(clinics.CertificationFactory, renews=renewed)()


VIOLATIONS = {
    "answered_factor_is_known": one(clinics.AnsweredFactorFactory, factor="bad-luck"),
    "certification_accepted_at_and_by_go_together": one(
        clinics.CertificationFactory, accepted_at=NOON
    ),
    "certification_ends_after_it_starts": one(
        clinics.CertificationFactory, valid_until=EARLY
    ),
    "certification_has_one_subject": one(clinics.CertificationFactory, clinic=None),
    "certification_is_public_once_accepted": spoilt(code=None),
    "certification_never_counts_beyond_its_end": one(
        clinics.CertificationFactory, counts_until=datetime.date(2030, 1, 1)
    ),
    "certification_status_is_known": spoilt(status="framed"),
    "certification_submitted_at_and_by_go_together": one(
        clinics.CertificationFactory, submitted_at=NOON
    ),
    "certification_type_best_verification_is_known": one(
        clinics.CertificationTypeFactory, best_verification="hearsay"
    ),
    "certification_type_category_is_known": one(
        clinics.CertificationTypeFactory, category="luck"
    ),
    "certification_type_claim_is_known": one(
        clinics.CertificationTypeFactory, claim="blessed"
    ),
    "certification_type_is_looked_at_again": one(
        clinics.CertificationTypeFactory, recheck_months=0
    ),
    "certification_type_is_valid_for_a_month_at_least": one(
        clinics.CertificationTypeFactory, longest_validity_months=0
    ),
    "certification_type_needs_one_or_two_approvals": one(
        clinics.CertificationTypeFactory, approvals_needed=3
    ),
    "certification_type_says_declared_of_a_declaration": one(
        clinics.CertificationTypeFactory, best_verification="self_declared"
    ),
    "certification_type_subject_is_known": one(
        clinics.CertificationTypeFactory, subject="chair"
    ),
    "certification_verification_is_known": one(
        clinics.CertificationFactory, verification="hearsay"
    ),
    "certification_waits_once_submitted": one(
        clinics.CertificationFactory, status="submitted"
    ),
    "clinic_goes_off_the_list_with_a_public_sentence": one(
        clinics.StatusChangeFactory,
        was=ClinicStatus.LISTED,
        to=ClinicStatus.SUSPENDED,
        reason="A complaint.",
    ),
    "clinic_handed_in_at_and_by_go_together": one(
        clinics.ClinicFactory, handed_in_at=NOON
    ),
    "clinic_edited_at_and_by_go_together": one(clinics.ClinicFactory, edited_at=NOON),
    "clinic_is_first_listed_once_all_is_checked": one(
        clinics.StatusChangeFactory, premises_checked=False
    ),
    "clinic_language_is_named_once": twin(
        clinics.ClinicLanguageFactory, "clinic", "language"
    ),
    "clinic_place_is_on_the_globe": one(clinics.ClinicFactory, latitude=None),
    "clinic_status_change_changes_something": one(
        clinics.StatusChangeFactory, was=ClinicStatus.LISTED
    ),
    "clinic_status_to_is_known": one(
        clinics.StatusChangeFactory, was=ClinicStatus.LISTED, to="famous"
    ),
    "clinic_status_was_is_known": one(clinics.StatusChangeFactory, was="famous"),
    "decision_act_is_known": one(clinics.DecisionFactory, act="shrug"),
    "decision_against_a_paper_has_its_reason": one(
        clinics.DecisionFactory, act=Act.REJECT
    ),
    "decision_is_taken_by_somebody_else": one(
        clinics.DecisionFactory, submitted_by=None
    ),
    "decision_reason_is_known": one(clinics.DecisionFactory, reason="mood"),
    "decision_that_the_public_sees_has_its_sentence": one(
        clinics.DecisionFactory, act=Act.SUSPEND, reason="complaint", text="Looked at."
    ),
    "decision_register_note_has_its_day": one(
        clinics.DecisionFactory, register_note="Number found, name as on the paper."
    ),
    "decision_verification_is_known": one(
        clinics.DecisionFactory, verification="hearsay"
    ),
    "each_reviewer_approves_once_a_round": twin(
        clinics.DecisionFactory, "certification", "by"
    ),
    "evidence_has_a_page": one(clinics.EvidenceFactory, pages=0),
    "evidence_is_handed_in_once_per_slot_and_round": twin(
        clinics.EvidenceFactory, "certification"
    ),
    "evidence_is_not_empty": one(clinics.EvidenceFactory, size=0),
    "evidence_slot_code_is_used_once_per_type": twin(
        clinics.EvidenceSlotFactory, "type"
    ),
    "factor_is_named_once_per_type": twin(clinics.AnsweredFactorFactory, "type"),
    "finding_reason_is_known": one(
        clinics.FindingFactory, is_accepted=False, reason="mood", text="Mend it."
    ),
    "finding_says_what_to_mend": one(clinics.FindingFactory, is_accepted=False),
    "hours_end_after_they_start": one(clinics.HoursFactory, until_at=datetime.time(9)),
    "hours_kind_is_known": one(clinics.HoursFactory, kind="happy"),
    "hours_start_once_on_a_weekday": twin(clinics.HoursFactory, "clinic"),
    "hours_weekday_is_known": one(clinics.HoursFactory, weekday=7),
    "identity_change_changes_something": one(
        clinics.IdentityChangeFactory, became="Crown Clinic"
    ),
    "identity_change_has_one_subject": one(clinics.IdentityChangeFactory, clinic=None),
    "identity_change_part_is_known": one(clinics.IdentityChangeFactory, what="mood"),
    "jurisdiction_is_named_once_per_type": twin(
        clinics.TypeJurisdictionFactory, "type"
    ),
    "figures_begin_before_they_end": one(
        clinics.PublishedFiguresFactory, last_on=datetime.date(2025, 9, 30)
    ),
    "figures_have_twenty_people_behind_them": one(
        clinics.PublishedFiguresFactory, people=19
    ),
    "figures_report_on_courses_that_were_counted": one(
        clinics.PublishedFiguresFactory, courses=None
    ),
    "figures_name_times_of_people_who_were_counted": one(
        clinics.PublishedFiguresFactory, median=None
    ),
    "misuse_report_is_settled_with_a_note": one(
        clinics.MisuseReportFactory, note="Looked at."
    ),
    "misuse_report_says_a_known_thing": one(clinics.MisuseReportFactory, what="mood"),
    "misuse_report_settled_at_and_by_go_together": one(
        clinics.MisuseReportFactory, settled_at=NOON, note="Looked at."
    ),
    "nobody_accepts_what_they_submitted": spoilt(accepted_by=F("submitted_by")),
    "one_finding_per_reviewer_slot_and_round": twin(
        clinics.FindingFactory, "certification", "found_by"
    ),
    "one_open_placement_per_practitioner_and_clinic": twin(
        clinics.PlacementFactory, "practitioner", "clinic"
    ),
    "one_unanswered_request_per_practitioner_and_clinic": twin(
        clinics.PlacementRequestFactory, "practitioner", "clinic"
    ),
    "one_open_renewal_per_certification": second_renewal,
    "one_urgent_contact_of_a_kind_per_clinic": twin(
        clinics.UrgentContactFactory, "clinic"
    ),
    "placement_ends_after_it_starts": one(clinics.PlacementFactory, until=EARLY),
    "placement_request_answer_is_known": by_its_author(
        clinics.PlacementRequestFactory,
        "person",
        "answered_by",
        answered_at=NOON,
        answer="eh",
    ),
    "placement_request_answered_at_and_by_go_together": one(
        clinics.PlacementRequestFactory, answered_at=NOON, answer="no"
    ),
    "placement_request_is_answered_by_its_person": settled(
        clinics.PlacementRequestFactory, "answered_at", "answered_by", answer="no"
    ),
    "placement_request_is_answered_in_time": by_its_author(
        clinics.PlacementRequestFactory,
        "person",
        "answered_by",
        answered_at=NOON,
        answer="no",
        asked_at=NOON - HOUR,
        expires_at=NOON,
    ),
    "placement_request_with_a_yes_has_its_placement": by_its_author(
        clinics.PlacementRequestFactory,
        "person",
        "answered_by",
        answered_at=NOON,
        answer="yes",
    ),
    "placement_request_words_go_with_a_no": one(
        clinics.PlacementRequestFactory, words="Not any more."
    ),
    "placement_request_expires_after_it_is_made": one(
        clinics.PlacementRequestFactory, asked_at=NOON, expires_at=NOON
    ),
    "placement_request_withdrawn_at_and_by_go_together": one(
        clinics.PlacementRequestFactory, withdrawn_at=NOON
    ),
    "placement_request_is_answered_or_withdrawn_not_both": answered_and_withdrawn,
    "practitioner_is_claimed_by_somebody": one(
        clinics.PractitionerFactory, claimed_at=NOON
    ),
    "practitioner_edited_at_and_by_go_together": one(
        clinics.PractitionerFactory, edited_at=NOON
    ),
    "urgent_contact_is_confirmed_after_a_test": one(
        clinics.UrgentContactFactory, confirmed_at=NOON
    ),
    "urgent_contact_kind_is_known": one(clinics.UrgentContactFactory, kind="uncle"),
    "clinic_country_is_two_capital_letters": one(clinics.ClinicFactory, country="p1"),
    "clinic_status_is_known": one(clinics.ClinicFactory, status="sleeping"),
    "membership_ends_after_it_starts": one(clinics.MembershipFactory, until=EARLY),
    "membership_role_is_known": one(clinics.MembershipFactory, role="uncle"),
    "one_open_membership_per_person_and_clinic": twin(
        clinics.MembershipFactory, "clinic", "user"
    ),
    "appeal_decided_at_and_by_go_together": one(
        clinics.AppealFactory, decided_at=NOON, outcome="upheld", answer="It stands."
    ),
    "appeal_is_decided_by_somebody_not_involved": appeal_decided_by_who_confirmed,
    "appeal_is_not_empty": one(clinics.AppealFactory, text=""),
    "appeal_outcome_is_known": settled(
        clinics.AppealFactory,
        "decided_at",
        "decided_by",
        outcome="mood",
        answer="It stands.",
    ),
    "certification_is_submitted_once_a_round": twin(
        clinics.SubmissionFactory, "certification"
    ),
    "decision_is_proposed_by_somebody_else": by_its_author(
        clinics.DecisionFactory, "proposed_by", "by"
    ),
    "nobody_settles_their_own_proposal": by_its_author(
        clinics.ProposalFactory,
        "proposed_by",
        "settled_by",
        settled_at=NOON,
        outcome="confirmed",
    ),
    "nobody_vets_their_own_reply": by_its_author(
        clinics.ReplyFactory,
        "written_by",
        "vetted_by",
        vetted_at=NOON,
        outcome="published",
    ),
    "one_open_proposal_per_certification": twin(
        clinics.ProposalFactory, "certification"
    ),
    "one_reminder_per_certification_and_step": twin(
        clinics.ReminderFactory, "certification"
    ),
    "one_reply_per_decision_that_was_not_refused": twin(
        clinics.ReplyFactory, "decision"
    ),
    "only_a_suspension_is_an_emergency": one(
        clinics.ProposalFactory, act="revoke", emergency=True
    ),
    "proposal_act_is_known": one(clinics.ProposalFactory, act="scold"),
    "proposal_against_a_paper_has_its_sentence": one(
        clinics.ProposalFactory, public_sentence=""
    ),
    "proposal_is_declined_with_a_note": settled(
        clinics.ProposalFactory, "settled_at", "settled_by", outcome="declined"
    ),
    "proposal_is_taken_back_by_its_author": settled(
        clinics.ProposalFactory, "settled_at", "settled_by", outcome="withdrawn"
    ),
    "proposal_lapses_only_in_an_emergency": one(
        clinics.ProposalFactory, outcome="lapsed"
    ),
    "proposal_outcome_is_known": one(clinics.ProposalFactory, outcome="mood"),
    "proposal_reason_is_known": one(clinics.ProposalFactory, reason="mood"),
    "proposal_settled_at_and_by_go_together": one(
        clinics.ProposalFactory, settled_at=NOON
    ),
    "reminder_step_is_known": one(clinics.ReminderFactory, step=5),
    "reply_is_not_empty": one(clinics.ReplyFactory, text=""),
    "reply_is_refused_with_a_reason": settled(
        clinics.ReplyFactory, "vetted_at", "vetted_by", outcome="refused"
    ),
    "reply_outcome_is_known": settled(
        clinics.ReplyFactory, "vetted_at", "vetted_by", outcome="mood"
    ),
    "reply_vetted_at_and_by_go_together": one(clinics.ReplyFactory, vetted_at=NOON),
    "second_look_against_a_paper_has_its_reason": settled(
        clinics.SecondLookFactory,
        "looked_at",
        "looked_by",
        would_accept=False,
        text="No.",
    ),
    "second_look_is_somebody_elses": second_look_by_the_first,
    "second_look_looked_at_and_by_go_together": one(
        clinics.SecondLookFactory, looked_at=NOON
    ),
    "second_look_reason_is_known": one(clinics.SecondLookFactory, reason="mood"),
}
