"""How to break the constraints of reports, threads and escalations."""

from tests.factories import plans, reports
from tests.house.violations.writing import HOUR, NOON, one, person, twin


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


VIOLATIONS = {
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
