"""One way to break each constraint of ours, past every check that Python makes."""

import datetime

from django.contrib.auth import get_user_model
from django.db.models import F, Model
from django.db.models.functions import Upper

from aftercare.enums import ClientStatus, Hold
from clinics.enums import Act, ClinicStatus
from clinics.models import Certification
from portal.accounts.models import Invitation
from portal.audit.models import AuditHead
from portal.content.models import SideEffectPage
from tests.factories import (
    accounts,
    aftercare,
    clinics,
    content,
    inks,
    moderation,
    operations,
    plans,
    reminders,
    reports,
)

EARLY = datetime.date(2025, 1, 1)
HOUR = datetime.timedelta(hours=1)
NOON = datetime.datetime(2026, 11, 23, 12, tzinfo=datetime.UTC)


def add(instance: Model) -> None:
    """Write the row as it is: no `save()` of ours, no signal, no cleaning."""
    instance.save_base(raw=True, force_insert=True)


def one(factory, **wrong):
    """Writes a row that is right but for these fields."""

    def write():
        parents = {
            name: declaration.get_factory()()
            for name, declaration in factory._meta.pre_declarations.as_dict().items()
            if hasattr(declaration, "get_factory") and name not in wrong
        }
        add(factory.build(**parents | wrong))

    return write


def twin(factory, *fields, **others):
    """Writes a second row with the same values in these fields."""

    def write():
        first = factory()
        one(factory, **{field: getattr(first, field) for field in fields}, **others)()

    return write


def own_helper():
    person = accounts.UserFactory()
    one(aftercare.HelperFactory, person=person, helper=person)()


def capitals(model, factory):
    def write():
        rows = model.objects.filter(pk=factory().pk)
        rows.update(email=Upper("email"))

    return write


def spoilt(**wrong):
    """Changes these columns of a certification that is in force."""

    def write():
        stored = Certification.objects.filter(
            pk=clinics.CertificationFactory(in_force=True).pk
        )
        stored.update(**wrong)

    return write


def settled(factory, at, by, **wrong):
    """A row that somebody settled, right but for these fields."""

    def write():
        one(factory, **{at: NOON, by: accounts.UserFactory()} | wrong)()

    return write


def by_its_author(factory, author, role, **fields):
    """A row on which one person did both halves."""

    def write():
        person = accounts.UserFactory()
        one(factory, **{author: person, role: person} | fields)()

    return write


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


def second_plan_of_one_person():
    first = plans.HealingPlanFactory()
    session = plans.session_of(first.user)
    return one(plans.HealingPlanFactory, user=first.user, session=session)


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


def second_invitation_to_a_place():
    first = accounts.InvitationFactory(role="owner", place="clinic:1")
    one(
        accounts.InvitationFactory,
        email=first.email,
        role="front_desk",
        place=first.place,
        token_hash="f" * 64,
    )()


def person():
    return accounts.UserFactory()


def message_flag(**wrong):
    """Writes what is held against a message, right but for these fields."""

    def write():
        message = reports.MessageFactory()
        told = {"message": message, "flagged_by": message.by} | wrong
        if "decision" in told:
            told |= {"note": "Seen.", "decided_at": NOON, "decided_by": message.by}
        one(reports.MessageFlagFactory, **told)()

    return write


def attachment(**wrong):
    """Writes a file of a message that is right but for these fields."""
    return lambda: one(
        reports.AttachmentFactory,
        message=reports.MessageFactory(attached=1),
        **wrong,
    )()


VIOLATIONS = {
    "address_fails_no_later_than_it_was_checked": one(
        content.CheckedAddressFactory,
        outcome="missing",
        checked_at=NOON,
        fails_since=NOON + datetime.timedelta(days=1),
    ),
    "address_fails_since_a_day_or_is_fine": one(
        content.CheckedAddressFactory, outcome="missing", fails_since=None
    ),
    "address_is_kept_once": twin(content.CheckedAddressFactory, "address"),
    "link_outcome_is_known": one(
        content.CheckedAddressFactory,
        outcome="shrugs",
        checked_at=NOON,
        fails_since=NOON,
    ),
    "status_of_an_address_has_three_digits": one(
        content.CheckedAddressFactory, status=42
    ),
    "job_runs_once_when_due": twin(operations.ScheduledRunFactory, "job", "due"),
    "mail_is_sent_or_given_up_not_both": one(
        operations.OutgoingMailFactory, sent_at=NOON, given_up_at=NOON
    ),
    "audit_chain_has_one_end": lambda: add(AuditHead(only=2)),
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
    "step_reason_is_not_empty": one(plans.StepReasonFactory, reason=""),
    "step_reason_seen_at_and_by_go_together": one(
        plans.StepReasonFactory, seen_at=NOON
    ),
    "one_waiting_reason_per_clinic_and_step": twin(
        plans.StepReasonFactory, "clinic", "slug"
    ),
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
    "answered_factor_is_known": one(clinics.AnsweredFactorFactory, factor="bad-luck"),
    "claim_ends_after_it_starts": one(moderation.ClaimFactory, since=NOON, until=NOON),
    "one_claim_per_item": twin(moderation.ClaimFactory, "kind", "item"),
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
    "consent_act_is_known": one(accounts.ConsentFactory, act="mumbled"),
    "consent_names_the_version_of_its_text": one(
        accounts.ConsentFactory, text_version=""
    ),
    "consent_purpose_is_known": one(
        accounts.ConsentFactory, purpose="selling", text_version="1"
    ),
    "invitation_accepted_at_and_by_go_together": one(
        accounts.InvitationFactory, accepted_at=NOON
    ),
    "invitation_email_is_lower_case": capitals(Invitation, accounts.InvitationFactory),
    "invitation_expires_after_it_is_made": one(
        accounts.InvitationFactory, created_at=NOON, expires_at=NOON
    ),
    "invitation_is_accepted_or_withdrawn_not_both": lambda: one(
        accounts.InvitationFactory,
        accepted_at=NOON,
        accepted_by=accounts.UserFactory(),
        withdrawn_at=NOON,
        withdrawn_by=accounts.UserFactory(),
    )(),
    "invitation_place_is_a_key": one(
        accounts.InvitationFactory, role="owner", place="?"
    ),
    "invitation_to_the_staff_is_to_the_platform": one(
        accounts.InvitationFactory, role="admin", place="clinic:1"
    ),
    "invitation_role_is_known": one(accounts.InvitationFactory, role="king"),
    "invitation_withdrawn_at_and_by_go_together": one(
        accounts.InvitationFactory, withdrawn_at=NOON
    ),
    "membership_ends_after_it_starts": one(clinics.MembershipFactory, until=EARLY),
    "membership_role_is_known": one(clinics.MembershipFactory, role="uncle"),
    "one_row_per_risk_factor_of_a_page": twin(
        content.SideEffectRiskFactorFactory, "page", "factor"
    ),
    "page_feedback_dealt_with_at_and_by_go_together": one(
        content.PageFeedbackFactory, dealt_with_at=NOON
    ),
    "page_feedback_is_commented_only_when_unclear": one(
        content.PageFeedbackFactory, was_clear=True
    ),
    "page_feedback_is_dealt_with_only_when_commented": lambda: one(
        content.PageFeedbackFactory,
        comment="",
        dealt_with_at=NOON,
        dealt_with_by=accounts.UserFactory(),
    )(),
    "page_source_has_a_key_or_a_title": one(content.PageSourceFactory, key=""),
    "page_source_kind_is_known": one(content.PageSourceFactory, kind="gossip"),
    "search_form_stands_once_per_language": twin(
        content.SearchFormFactory, "language", "form"
    ),
    "search_miss_is_counted_once_per_day": twin(
        content.SearchMissFactory, "searched_on", "language", "words"
    ),
    "search_word_stands_once_per_page": twin(
        content.SearchWordFactory, "document", "stem"
    ),
    "side_effect_kind_is_known": lambda: SideEffectPage.objects.filter(
        pk=content.SideEffectPageFactory().pk
    ).update(kind="mood"),
    "desk_link_withdrawn_at_and_by_go_together": one(
        aftercare.DeskLinkFactory, withdrawn_at=NOON
    ),
    "one_open_desk_link_per_clinic": twin(aftercare.DeskLinkFactory, "clinic"),
    "one_open_link_per_client_and_clinic": twin(
        aftercare.ClientFactory, "clinic", "user"
    ),
    "one_open_membership_per_person_and_clinic": twin(
        clinics.MembershipFactory, "clinic", "user"
    ),
    # Another role at the same place is still a second invitation to it.
    "one_unanswered_invitation_per_address_and_place": second_invitation_to_a_place,
    "one_unanswered_invitation_per_address_and_role": twin(
        accounts.InvitationFactory, "email", "role", token_hash="f" * 64
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
    "bottle_event_act_is_known": one(inks.BottleEventFactory, act="drunk"),
    "bottle_has_a_last_day_once_opened": one(
        inks.BottleFactory, opened_on=datetime.date(2026, 10, 1)
    ),
    "bottle_is_emptied_once_it_is_there": one(inks.BottleFactory, emptied_on=EARLY),
    "bottle_is_opened_once_and_emptied_once": twin(inks.BottleEventFactory, "bottle"),
    "bottle_is_opened_once_it_is_there": one(
        inks.BottleFactory, opened_on=EARLY, discard_on=datetime.date(2027, 1, 1)
    ),
    "bottle_is_quarantined_with_a_reason": one(
        inks.BottleFactory, quarantine_reason="It smells."
    ),
    "bottle_is_set_aside_and_released_with_a_reason": one(
        inks.BottleEventFactory, act="released"
    ),
    "bottle_quarantined_at_and_by_go_together": one(
        inks.BottleFactory, quarantined_at=NOON, quarantine_reason="It smells."
    ),
    "each_duty_of_a_label_is_answered_once": twin(
        inks.LabelLineFactory, "bottle", "duty"
    ),
    "each_place_in_a_lab_table_is_taken_once": twin(
        inks.LabResultFactory, "report", "position"
    ),
    "each_round_of_a_lab_report_is_decided_once": twin(
        inks.LabDecisionFactory, "report"
    ),
    "ink_batch_expires_after_it_is_made": one(
        inks.InkBatchFactory, made_on=datetime.date(2029, 1, 1)
    ),
    "ink_batch_has_a_lot_number": one(inks.InkBatchFactory, lot=""),
    "ink_has_a_name": one(inks.InkFactory, plain_name=""),
    "ink_has_an_address_of_its_own": twin(inks.InkFactory, "maker", "slug"),
    "ink_is_named_once_per_maker": twin(inks.InkFactory, "maker", "plain_name"),
    "ink_maker_has_a_name": one(inks.InkMakerFactory, plain_name=""),
    "lab_decision_act_is_known": one(inks.LabDecisionFactory, act="shrug"),
    "lab_decision_against_a_report_has_its_reason": one(
        inks.LabDecisionFactory, act="reject"
    ),
    "lab_decision_is_taken_by_somebody_else": lambda: one(
        inks.LabDecisionFactory, **dict.fromkeys(("by", "submitted_by"), person())
    )(),
    "lab_decision_reason_is_known": one(inks.LabDecisionFactory, reason="mood"),
    "lab_detection_limit_is_not_negative": one(
        inks.LabResultFactory, detection_limit=-1
    ),
    "lab_original_is_not_empty": one(inks.LabOriginalFactory, size=0),
    "lab_report_is_decided_once_submitted": one(
        inks.LabReportFactory, status="accepted"
    ),
    "lab_report_status_is_known": lambda: one(
        inks.LabReportFactory, status="?", submitted_at=NOON, submitted_by=person()
    )(),
    "lab_report_submitted_at_and_by_go_together": one(
        inks.LabReportFactory, submitted_at=NOON
    ),
    "lab_result_fraction_is_known": one(inks.LabResultFactory, fraction="most"),
    "lab_result_has_a_value_or_says_why_not": one(inks.LabResultFactory, value=None),
    "label_answer_is_known": one(inks.LabelLineFactory, answer="maybe"),
    "label_photo_is_not_empty": one(inks.LabelPhotoFactory, size=0),
    "lot_number_is_used_once_per_ink": twin(inks.InkBatchFactory, "ink", "lot"),
    "one_lab_original_per_round": twin(inks.LabOriginalFactory, "report"),
    "user_email_is_lower_case": capitals(get_user_model(), accounts.UserFactory),
    "calendar_link_is_withdrawn_after_it_is_made": one(
        plans.CalendarLinkFactory,
        withdrawn_at=datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC),
    ),
    "one_open_calendar_link_per_person": twin(plans.CalendarLinkFactory, "user"),
    "late_tick_fate_is_known": lambda: one(
        reminders.LateTickFactory, user=person(), fate="lost"
    )(),
    "push_endpoint_is_encrypted": one(
        reminders.PushSubscriptionFactory, endpoint="http://push.example.com/1"
    ),
    "reminder_kind_is_known": one(reminders.ReminderFactory, kind="weather"),
    "one_reminder_per_person_day_and_kind": twin(
        reminders.ReminderFactory, "user", "on"
    ),
    "reminder_hours_are_on_a_clock": one(
        reminders.ReminderWishFactory, hour=24, quiet_from=8, quiet_until=8
    ),
    "reminder_comes_outside_the_quiet_hours": one(
        reminders.ReminderWishFactory, hour=22
    ),
    "one_plan_template_per_clinic": twin(plans.PlanTemplateFactory, "clinic"),
    "one_record_per_step_and_day": lambda: twin(
        plans.StepRecordFactory, "plan", "step", "on", by=person()
    )(),
    "one_running_plan_per_person": lambda: second_plan_of_one_person()(),
    "plan_has_each_step_once": twin(plans.PlanStepFactory, "version"),
    "plan_restarts_after_it_begins": lambda: one(
        plans.HealingPlanFactory, session=aftercare.SessionFactory(), ended_on=EARLY
    )(),
    "plan_step_basis_is_known": one(plans.PlanStepFactory, basis="rumour"),
    "plan_step_ends_after_it_begins": one(plans.PlanStepFactory, first_day=4),
    "plan_step_frequency_is_known": one(plans.PlanStepFactory, frequency="often"),
    "plan_step_kind_is_known": one(plans.PlanStepFactory, kind="dance"),
    "plan_version_has_its_number_alone": twin(plans.PlanVersionFactory, "template"),
    "step_is_skipped_with_a_reason": lambda: one(
        plans.StepRecordFactory, by=person(), outcome="skipped"
    )(),
    "step_outcome_is_known": lambda: one(
        plans.StepRecordFactory, by=person(), outcome="maybe"
    )(),
    "one_report_per_form_of_a_person": lambda: twin(
        reports.SymptomReportFactory, "user", "key", "session", "plan", "clinic"
    )(),
    "report_is_about_a_session_here_or_a_clinic_outside": one(
        reports.OutsideReportFactory, outside_clinic=None
    ),
    "report_counts_its_day_from_a_session": one(
        reports.OutsideReportFactory, session_on=None
    ),
    "outside_clinic_has_a_name_or_is_the_one_without": one(
        reports.OutsideClinicFactory, name=""
    ),
    "outside_clinic_country_is_two_capital_letters": one(
        reports.OutsideClinicFactory, country="pt"
    ),
    "report_status_is_known": lambda: report(status="?")(),
    "report_level_is_known": lambda: report(level=9, status="waiting")(),
    "report_without_a_clinic_is_kept": lambda: report(status="kept")(),
    "report_is_answered_at_once_only_where_all_is_usual": lambda: report(level=3)(),
    "report_is_written_before_it_is_sent": lambda: report(
        written_at=NOON + 900 * HOUR
    )(),
    "report_names_its_questions": lambda: report(instrument_version="")(),
    "each_question_is_graded_once_per_report": twin(
        reports.GradedItemFactory, "report"
    ),
    "one_photo_per_view_of_a_report": twin(reports.PhotoFactory, "report"),
    "photo_view_is_known": one(reports.PhotoFactory, view="inside"),
    "photo_is_not_empty": one(reports.PhotoFactory, size=0),
    "message_flag_reason_is_known": message_flag(reason="dull"),
    "message_flag_says_what_is_wrong": message_flag(text=""),
    "message_flag_decision_is_known": message_flag(decision="?"),
    "message_flag_is_decided_as_a_whole": message_flag(decided_at=NOON),
    "thread_is_opened_for_a_reason": lambda: one(
        reports.FlagOpeningFactory,
        flag=reports.MessageFlagFactory(),
        by=person(),
        reason="",
    )(),
    "one_attachment_per_place_in_a_message": lambda: twin(
        reports.AttachmentFactory, "message", message__by=person()
    )(),
    "message_holds_three_attachments_at_most": attachment(position=4),
    "attachment_kind_is_known": attachment(media_type="text/html"),
    "attachment_is_not_empty": attachment(size=0),
    "attached_picture_has_a_small_copy_and_measures": attachment(small=""),
    "report_act_is_known": lambda: one(
        reports.ReportEventFactory, by=person(), act="shrug"
    )(),
    "report_is_resolved_with_an_outcome": lambda: one(
        reports.ReportEventFactory, by=person(), act="resolved"
    )(),
    "report_outcome_is_known": lambda: one(
        reports.ReportEventFactory, by=person(), act="resolved", outcome="?"
    )(),
    "report_contact_and_raise_say_why": lambda: one(
        reports.ReportEventFactory, by=person(), act="called"
    )(),
    "one_escalation_per_step_and_round": twin(reports.EscalationFactory, "report"),
    "escalation_step_is_known": one(reports.EscalationFactory, step=9),
    "escalation_outcome_is_known": one(reports.EscalationFactory, outcome="perhaps"),
    "escalation_is_closed_with_a_conclusion": one(
        reports.EscalationFactory, closed_at=NOON
    ),
    "moderator_act_is_known": lambda: one(
        reports.EscalationActFactory, by=person(), act="shrug"
    )(),
    "moderator_act_has_its_words": lambda: one(
        reports.EscalationActFactory, by=person(), text=""
    )(),
    "report_is_read_once_a_round": lambda: twin(
        reports.ReportEventFactory, "report", by=person()
    )(),
    "assessment_kind_is_known": lambda: one(
        reports.AssessmentFactory,
        kind="guess",
        by=person(),
        rules_version="",
        reason="?",
    )(),
    "assessment_level_is_known": one(reports.AssessmentFactory, level=0),
    "assessment_names_its_rules_or_its_person": one(
        reports.AssessmentFactory, rules_version=""
    ),
    "assessment_is_lowered_after_a_contact": lambda: one(
        reports.AssessmentFactory,
        kind="lowered",
        by=person(),
        rules_version="",
        reason="It is better.",
    )(),
    "report_is_triaged_once": twin(reports.AssessmentFactory, "report"),
    "one_message_per_form_of_a_person": twin(
        reports.MessageFactory, "by", "key", "report"
    ),
    "message_says_something": lambda: one(
        reports.MessageFactory, by=person(), text=""
    )(),
    "message_of_a_clinic_says_when_to_come_back": lambda: one(
        reports.MessageFactory, by=person(), from_clinic=True
    )(),
}


def report(**wrong):
    """Writes a report that is right but for these fields."""
    plan = plans.HealingPlanFactory()
    return one(
        reports.SymptomReportFactory,
        plan=plan,
        user=plan.user,
        clinic=plan.clinic,
        session=plan.session,
        **wrong,
    )
