"""How to break the constraints of inks, bottles and laboratory reports."""

import datetime

from tests.factories import inks
from tests.house.violations.writing import EARLY, NOON, one, person, twin

VIOLATIONS = {
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
}
