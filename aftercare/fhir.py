"""A person's record as a FHIR R4B bundle, for other software of health care.

FHIR: https://hl7.org/fhir/R4B/. What goes in is read from the same rows as the other
ways to take one's record along (`own_data`); what FHIR has no place for is not in it.
"""

import uuid

from django.utils import timezone

from aftercare.kept import PARTS, inks_of
from aftercare.kept_reports import named_outside
from aftercare.models import (
    GradedItem,
    HealingPlan,
    HealthProfile,
    PlanStep,
    Session,
    SymptomReport,
)
from portal.accounts.models import User
from portal.knowledge.health_questions import REASONS
from portal.knowledge.symptoms import CATALOGUE

NAMES = uuid.UUID("6f0c2f66-4d5c-4d0a-9b1e-0a3b6f1f7a52")  # ours; any would do
CATEGORIES = "http://terminology.hl7.org/CodeSystem/observation-category"
QUESTIONS = "urn:scalpwise:questions"
ROWS = {part.key: part.rows for part in PARTS}


def bundle(user: User) -> str:
    """JSON of a collection: Patient, QuestionnaireResponse, Procedure, CarePlan,
    Observation.

    Raises pydantic's ValidationError where it would not be FHIR.
    """
    # Late: a second to import, needed by few.
    from fhir.resources.R4B.bundle import Bundle

    entries = [_patient(user)]
    entries += [_answers(user, each) for each in ROWS["health"](user)]
    entries += [_procedure(user, each) for each in ROWS["sessions"](user)]
    plans = ROWS["plans"](user).prefetch_related("version__steps", "records")
    entries += [_care_plan(user, each) for each in plans]
    for report in ROWS["reports"](user).prefetch_related("items"):
        entries += [_observation(user, report, each) for each in report.items.all()]
    made = Bundle(
        type="collection",
        timestamp=timezone.now(),
        entry=[
            {"fullUrl": _url(each.pop("_row")), "resource": each} for each in entries
        ],
    )
    return made.model_dump_json(exclude_none=True)


def _url(row) -> str:
    """The same for the same row, and telling nothing of its number."""
    return uuid.uuid5(NAMES, f"{row._meta.label}/{row.pk}").urn


def _subject(user: User) -> dict:
    return {"reference": _url(user), "type": "Patient"}


def _patient(user: User) -> dict:
    patient = {
        "_row": user,
        "resourceType": "Patient",
        "telecom": [{"system": "email", "value": user.email}],
        "communication": [
            {
                "language": {
                    "coding": [{"system": "urn:ietf:bcp:47", "code": user.language}]
                }
            }
        ],
    }
    if user.display_name:
        patient["name"] = [{"text": user.display_name}]
    return patient


def _answers(user: User, health: HealthProfile) -> dict:
    return {
        "_row": health,
        "resourceType": "QuestionnaireResponse",
        "status": "completed",
        "subject": _subject(user),
        "source": _subject(user),
        "authored": health.answered_at,
        "item": [
            {
                "linkId": reason.risk,
                "text": reason.asks.to(user.language),
                "answer": [{"valueBoolean": reason.risk in health.risks}],
            }
            for reason in REASONS.values()
        ],
    }


def _procedure(user: User, session: Session) -> dict:
    notes = inks_of(session) or [session.no_ink_reason]
    return {
        "_row": session,
        "resourceType": "Procedure",
        "status": "completed",
        "code": {"text": "Scalp micropigmentation"},
        "subject": _subject(user),
        "performedDateTime": session.performed_at,
        "performer": [
            {
                "actor": {"display": session.practitioner.public_name},
                "onBehalfOf": {"display": session.clinic.name},
            }
        ],
        "note": [{"text": note} for note in notes],
    }


def _observation(user: User, report: SymptomReport, item: GradedItem) -> dict:
    """One graded answer of a report, as the person gave it."""
    question = CATALOGUE.items.get(item.question)  # it may have been given up since
    name = question.name.to(user.language) if question else item.question
    where = named_outside(report)
    return {
        "_row": item,
        "resourceType": "Observation",
        "status": "final",
        "category": [{"coding": [{"system": CATEGORIES, "code": "survey"}]}],
        "code": {
            "text": name,
            "coding": [
                {
                    "system": QUESTIONS,
                    "version": report.instrument_version,
                    "code": item.question,
                }
            ],
        },
        "subject": _subject(user),
        "performer": [_subject(user)],
        "effectiveDateTime": report.written_at or report.sent_at,
        "valueInteger": item.grade,
        **({"note": [{"text": where}]} if where else {}),
    }


def _care_plan(user: User, plan: HealingPlan) -> dict:
    told: dict[int, list[dict]] = {}
    for record in plan.records.all():
        text = f"{record.on}: {record.outcome} {record.reason}".strip()
        told.setdefault(record.step_id, []).append({"time": record.at, "text": text})
    period = {"start": plan.day_zero}
    if plan.ended_on:
        period["end"] = plan.ended_on
    return {
        "_row": plan,
        "resourceType": "CarePlan",
        "status": "revoked" if plan.ended_on else "active",
        "intent": "plan",
        "title": "Aftercare of scalp micropigmentation",
        "subject": _subject(user),
        "author": {"display": plan.clinic.name},
        "period": period,
        "activity": [
            {
                "detail": _activity(plan, step),
                **({"progress": told[step.pk]} if step.pk in told else {}),
            }
            for step in plan.version.steps.all()
        ],
    }


def _activity(plan: HealingPlan, step: PlanStep) -> dict:
    return {
        "status": "stopped" if plan.ended_on else "in-progress",
        "doNotPerform": step.kind == "avoid",
        "description": str(step.title),
        "scheduledPeriod": {
            "start": plan.date_of(step.first_day),
            "end": plan.date_of(step.last_day),
        },
    }
