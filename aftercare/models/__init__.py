from aftercare.models.amendment import Amendment
from aftercare.models.attachment import Attachment
from aftercare.models.calendar_link import CalendarLink
from aftercare.models.client import Client
from aftercare.models.desk_link import DeskLink
from aftercare.models.erasure import Erasure
from aftercare.models.escalation import Escalation, EscalationAct
from aftercare.models.healing_plan import HealingPlan, StepRecord
from aftercare.models.health import HealthProfile
from aftercare.models.helper import Helper
from aftercare.models.late_tick import LateTick
from aftercare.models.message_flag import FlagOpening, MessageFlag
from aftercare.models.outside_clinic import OutsideClinic
from aftercare.models.passport_link import PassportLink
from aftercare.models.photo import Photo
from aftercare.models.plan_template import PlanStep, PlanTemplate, PlanVersion
from aftercare.models.push_subscription import PushSubscription
from aftercare.models.reminder import Reminder, ReminderWish
from aftercare.models.report import GradedItem, SymptomReport
from aftercare.models.report_course import Assessment, Message, ReportEvent
from aftercare.models.session_draft import SessionDraft
from aftercare.models.step_reason import StepReason
from aftercare.models.treatment import Session, SessionBottle, Treatment
from aftercare.models.treatment_grant import TreatmentGrant

__all__ = [
    "Amendment",
    "Assessment",
    "Attachment",
    "CalendarLink",
    "Client",
    "DeskLink",
    "Erasure",
    "Escalation",
    "EscalationAct",
    "FlagOpening",
    "GradedItem",
    "HealingPlan",
    "HealthProfile",
    "Helper",
    "LateTick",
    "Message",
    "MessageFlag",
    "OutsideClinic",
    "PassportLink",
    "Photo",
    "PlanStep",
    "PlanTemplate",
    "PlanVersion",
    "PushSubscription",
    "Reminder",
    "ReminderWish",
    "ReportEvent",
    "Session",
    "SessionBottle",
    "SessionDraft",
    "StepReason",
    "StepRecord",
    "SymptomReport",
    "Treatment",
    "TreatmentGrant",
]
