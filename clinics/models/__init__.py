from clinics.models.bottle import Bottle, BottleEvent, LabelLine, LabelPhoto
from clinics.models.certification import Certification
from clinics.models.certification_type import (
    AnsweredFactor,
    CertificationType,
    ChecklistLine,
    EvidenceSlot,
    TypeJurisdiction,
)
from clinics.models.clinic import Clinic, ClinicLanguage, StatusChange
from clinics.models.hours import Hours, UrgentContact
from clinics.models.identity import IdentityChange
from clinics.models.ink import Ink, InkBatch, InkMaker
from clinics.models.kind_review import KindReviewTask
from clinics.models.lab_report import (
    LabDecision,
    LabOriginal,
    LabReport,
    LabResult,
)
from clinics.models.membership import Membership
from clinics.models.misuse import MisuseReport
from clinics.models.placement_request import PlacementRequest
from clinics.models.practitioner import Placement, Practitioner
from clinics.models.published_figures import PublishedFigures
from clinics.models.reminder import Reminder
from clinics.models.review import Decision, Evidence, Finding
from clinics.models.sanction import Appeal, Proposal, Reply
from clinics.models.second_look import SecondLook, Submission

__all__ = [
    "AnsweredFactor",
    "Appeal",
    "Bottle",
    "BottleEvent",
    "Certification",
    "CertificationType",
    "ChecklistLine",
    "Clinic",
    "ClinicLanguage",
    "Decision",
    "Evidence",
    "EvidenceSlot",
    "Finding",
    "Hours",
    "IdentityChange",
    "Ink",
    "InkBatch",
    "InkMaker",
    "KindReviewTask",
    "LabDecision",
    "LabOriginal",
    "LabReport",
    "LabResult",
    "LabelLine",
    "LabelPhoto",
    "Membership",
    "MisuseReport",
    "Placement",
    "PlacementRequest",
    "Practitioner",
    "Proposal",
    "PublishedFigures",
    "Reminder",
    "Reply",
    "SecondLook",
    "StatusChange",
    "Submission",
    "TypeJurisdiction",
    "UrgentContact",
]
