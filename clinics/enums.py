"""The words clinics are described with."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ClinicStatus(models.TextChoices):
    """Whether the public may find a clinic."""

    DRAFT = "draft", _("Draft")
    LISTED = "listed", _("Listed")
    UNLISTED = "unlisted", _("Unlisted")
    SUSPENDED = "suspended", _("Suspended")
    CLOSED = "closed", _("Closed")


class IdentityPart(models.TextChoices):
    """What the public compares with the door it stands before."""

    NAME = "name", _("Name")
    LEGAL_NAME = "legal_name", _("Legal name")
    ADDRESS = "address", _("Address")
    PLACE = "place", _("Place on the map")


class ClinicRole(models.TextChoices):
    """What somebody does at a clinic."""

    OWNER = "owner", _("Owner")
    PRACTITIONER = "practitioner", _("Practitioner")
    FRONT_DESK = "front_desk", _("Front desk")


class TeamNews(models.TextChoices):
    """What the owners of a clinic, and the person it is about, hear by mail."""

    JOINED = "joined", _("%(person)s has joined %(clinic)s. Role: %(role)s.")
    LEFT = "left", _("%(person)s has left %(clinic)s.")
    REMOVED = "removed", _("%(by)s has taken %(person)s out of the team of %(clinic)s.")
    ROLE = "role", _("%(person)s has a new role at %(clinic)s: %(role)s.")
    HANDED_OVER = (
        "handed_over",
        _("%(by)s has handed %(clinic)s over to %(person)s, who is an owner now."),
    )


class Answer(models.TextChoices):
    """What a practitioner says to a clinic that asks whether they work there."""

    YES = "yes", pgettext_lazy("placement request", "Said yes")
    NO = "no", pgettext_lazy("placement request", "Said no")


class RequestState(models.TextChoices):
    """Computed from the answer and the dates of a question, never stored."""

    WAITING = "waiting", _("Waiting for an answer")
    AGREED = "agreed", pgettext_lazy("placement request", "Said yes")
    DECLINED = "declined", pgettext_lazy("placement request", "Said no")
    WITHDRAWN = "withdrawn", pgettext_lazy("invitation", "Withdrawn")
    EXPIRED = "expired", pgettext_lazy("invitation", "Expired")


class Weekday(models.IntegerChoices):
    """As Python counts them."""

    MONDAY = 0, _("Monday")
    TUESDAY = 1, _("Tuesday")
    WEDNESDAY = 2, _("Wednesday")
    THURSDAY = 3, _("Thursday")
    FRIDAY = 4, _("Friday")
    SATURDAY = 5, _("Saturday")
    SUNDAY = 6, _("Sunday")


class HoursKind(models.TextChoices):
    """When the door is open, and when somebody answers clients."""

    OPENING = "opening", _("Opening hours")
    RESPONSE = "response", _("Response hours")


class ContactKind(models.TextChoices):
    """Who hears of an urgent report first, and who if that person does not answer."""

    URGENT = "urgent", _("Urgent contact")
    DEPUTY = "deputy", _("Deputy")


class Category(models.TextChoices):
    """What a certification is about; the public filters by it."""

    HYGIENE = "hygiene", _("Hygiene")
    INK = "ink", _("Ink")
    TRAINING = "training", _("Training")
    LICENCE = "licence", _("Licence or registration")
    INSURANCE = "insurance", _("Insurance")


class Subject(models.TextChoices):
    """Whom or what a certification speaks of."""

    CLINIC = "clinic", _("The clinic")
    PRACTITIONER = "practitioner", _("A practitioner")
    INK_PRODUCT = "ink_product", _("An ink")
    INK_BATCH = "ink_batch", _("A batch of ink")


class Claim(models.TextChoices):
    """The word the public reads before the date.

    A register without an end, as England's, never reads like a licence with one.
    """

    REGISTERED = "registered", _("Registered")
    LICENSED = "licensed", _("Licensed")
    CERTIFIED = "certified", _("Certified")
    TESTED = "tested", _("Tested")
    TRAINED = "trained", _("Trained")
    INSURED = "insured", _("Insured")
    DOCUMENTED = "documented", _("Documented")
    DECLARED = "declared", _("Self-declared")


class Verification(models.TextChoices):
    """How a reviewer made sure, from the weakest to the strongest."""

    SELF_DECLARED = "self_declared", _("Self-declared")
    DOCUMENT_SEEN = "document_seen", _("Document seen")
    REGISTER = "register", _("Found in the issuer's register")
    ISSUER = "issuer", _("Verified with the issuer")


class CertificationStatus(models.TextChoices):
    """What was decided about a certification; what holds today depends on the day."""

    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Submitted")
    CHANGES_REQUESTED = "changes_requested", _("Changes requested")
    ACCEPTED = "accepted", pgettext_lazy("certification", "Accepted")
    REJECTED = "rejected", _("Rejected")
    WITHDRAWN = "withdrawn", pgettext_lazy("certification", "Withdrawn")
    SUSPENDED = "suspended", _("Suspended")
    REVOKED = "revoked", _("Revoked")
    SUPERSEDED = "superseded", _("Superseded")


class Standing(models.TextChoices):
    """What a certification is worth on a given day; computed, never stored."""

    VALID = "valid", _("Valid")
    EXPIRING = "expiring", _("Valid, ends soon")
    NOT_YET_VALID = "not_yet_valid", _("Not yet valid")
    EXPIRED = "expired", pgettext_lazy("certification", "Expired")
    RENEWAL_UNDER_REVIEW = "renewal_under_review", _("Expired, renewal under review")
    SUSPENDED = "suspended", _("Suspended")
    REVOKED = "revoked", _("Revoked")
    SUPERSEDED = "superseded", _("Replaced by a newer one")
    UNPROVEN = "unproven", _("Not decided")


HOLDS = frozenset({Standing.VALID, Standing.EXPIRING})


class Act(models.TextChoices):
    """One event in the life of a certification; each is a row that stays."""

    APPROVE = "approve", _("Approved")
    ACCEPT = "accept", pgettext_lazy("certification", "Accepted")
    REQUEST_CHANGES = "request_changes", _("Changes requested")
    REJECT = "reject", _("Rejected")
    WITHDRAW = "withdraw", pgettext_lazy("certification", "Withdrawn")
    SUSPEND = "suspend", _("Suspended")
    LIFT = "lift", _("Suspension lifted")
    REVOKE = "revoke", _("Revoked")
    SUPERSEDE = "supersede", _("Superseded")
    EMERGENCY = "emergency", _("Suspended in an emergency")
    RELEASE = "release", _("Emergency suspension ended")
    RESTORE = "restore", _("Revocation overturned")


class Sanction(models.TextChoices):
    """What one reviewer proposes about an accepted paper and another confirms."""

    SUSPEND = "suspend", _("Suspend")
    LIFT = "lift", _("End the suspension")
    REVOKE = "revoke", _("Revoke")


class ProposalOutcome(models.TextChoices):
    """What became of a proposal; one that waits has none."""

    CONFIRMED = "confirmed", _("Confirmed")
    DECLINED = "declined", _("Declined")
    WITHDRAWN = "withdrawn", _("Taken back")
    LAPSED = "lapsed", _("Nobody confirmed it in time")


class ReplyOutcome(models.TextChoices):
    """What a reviewer did with the answer of whom a decision is about."""

    PUBLISHED = "published", _("Published")
    REFUSED = "refused", _("Not published")


class AppealOutcome(models.TextChoices):
    """What somebody who was not involved found."""

    UPHELD = "upheld", _("The decision stands")
    OVERTURNED = "overturned", _("The decision is overturned")


class Reason(models.TextChoices):
    """Why something was not accepted, or was taken away."""

    UNREADABLE = "unreadable", _("Not readable")
    INCOMPLETE = "incomplete", _("Pages or fields are missing")
    WRONG_NAME = "wrong_name", _("Another name or address")
    WRONG_SCOPE = "wrong_scope", _("Does not cover scalp micropigmentation")
    OUT_OF_DATE = "out_of_date", _("Out of date")
    NOT_FOUND = "not_found", _("Not found in the issuer's register")
    WITHDRAWN_BY_ISSUER = "withdrawn_by_issuer", _("Withdrawn by the issuer")
    NOT_GENUINE = "not_genuine", _("Not genuine")
    COMPLAINT = "complaint", _("A complaint is being looked into")
    OTHER = "other", _("Another reason")


class Misuse(models.TextChoices):
    """What somebody in front of a poster finds wrong."""

    HANGS_ELSEWHERE = "hangs_elsewhere", _("It hangs at another place")
    LOOKS_WRONG = "looks_wrong", _("The paper or its facts look wrong")
    OTHER = "other", _("Something else")


CERTIFICATION_MOVES = {
    CertificationStatus.DRAFT: {
        CertificationStatus.SUBMITTED,
        CertificationStatus.WITHDRAWN,
    },
    CertificationStatus.SUBMITTED: {
        CertificationStatus.CHANGES_REQUESTED,
        CertificationStatus.ACCEPTED,
        CertificationStatus.REJECTED,
        CertificationStatus.WITHDRAWN,
    },
    CertificationStatus.CHANGES_REQUESTED: {
        CertificationStatus.SUBMITTED,
        CertificationStatus.WITHDRAWN,
    },
    CertificationStatus.ACCEPTED: {
        CertificationStatus.SUSPENDED,
        CertificationStatus.REVOKED,
        CertificationStatus.SUPERSEDED,
    },
    CertificationStatus.SUSPENDED: {
        CertificationStatus.ACCEPTED,
        CertificationStatus.REVOKED,
    },
    CertificationStatus.REJECTED: set(),
    CertificationStatus.WITHDRAWN: set(),
    CertificationStatus.REVOKED: {CertificationStatus.ACCEPTED},  # by an appeal
    CertificationStatus.SUPERSEDED: set(),
}

MOVES = {
    ClinicStatus.DRAFT: {ClinicStatus.LISTED, ClinicStatus.CLOSED},
    ClinicStatus.LISTED: {
        ClinicStatus.UNLISTED,
        ClinicStatus.SUSPENDED,
        ClinicStatus.CLOSED,
    },
    ClinicStatus.UNLISTED: {ClinicStatus.LISTED, ClinicStatus.CLOSED},
    ClinicStatus.SUSPENDED: {ClinicStatus.LISTED, ClinicStatus.CLOSED},
    ClinicStatus.CLOSED: set(),
}


class BottleAct(models.TextChoices):
    """One event in the life of a bottle of ink; each is a row that stays."""

    RECEIVED = "received", pgettext_lazy("bottle", "Received")
    OPENED = "opened", pgettext_lazy("bottle", "Opened")
    EMPTIED = "emptied", pgettext_lazy("bottle", "Empty")
    QUARANTINED = "quarantined", pgettext_lazy("bottle", "Quarantined")
    RELEASED = "released", pgettext_lazy("bottle", "Released")


class BottleState(models.TextChoices):
    """Where a bottle stands on a given day; computed, never stored."""

    QUARANTINED = "quarantined", pgettext_lazy("bottle", "Quarantined")
    PAST = "past", pgettext_lazy("bottle", "Past its date")
    IN_USE = "in_use", pgettext_lazy("bottle", "In use")
    SEALED = "sealed", pgettext_lazy("bottle", "Not opened yet")
    EMPTY = "empty", pgettext_lazy("bottle", "Empty")


class NotUsable(models.TextChoices):
    """Why a bottle may not be used for a session on a day."""

    EMPTY = "empty", _("It is empty.")
    QUARANTINED = "quarantined", _("It is in quarantine.")
    NOT_THERE_YET = "not_there_yet", _("It was not there yet on that day.")
    PAST_DISCARD = "past_discard", _("It was opened too long ago.")
    PAST_EXPIRY = "past_expiry", _("Its batch is past its expiry date.")


class LabelAnswer(models.TextChoices):
    """What somebody reads on a label about one of its duties."""

    YES = "yes", pgettext_lazy("label", "Yes")
    NO = "no", pgettext_lazy("label", "No")
    DOES_NOT_APPLY = "does_not_apply", pgettext_lazy("label", "Does not apply")


class Fraction(models.TextChoices):
    """The part of a substance that a laboratory measured."""

    TOTAL = "total", pgettext_lazy("substance", "Total")
    SOLUBLE = "soluble", pgettext_lazy("substance", "Soluble")
    HEXAVALENT = "hexavalent", pgettext_lazy("substance", "Hexavalent")
    ORGANOMETALLIC = "organometallic", pgettext_lazy("substance", "Organometallic")


class LabReportStatus(models.TextChoices):
    """What was decided about a laboratory report."""

    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Submitted")
    CHANGES_REQUESTED = "changes_requested", _("Changes requested")
    ACCEPTED = "accepted", pgettext_lazy("laboratory report", "Accepted")
    REJECTED = "rejected", pgettext_lazy("laboratory report", "Refused")


class LabAct(models.TextChoices):
    """What a reviewer decides about a laboratory report; each is a row that stays."""

    ACCEPT = "accept", pgettext_lazy("laboratory report", "Accepted")
    REQUEST_CHANGES = "request_changes", _("Changes requested")
    REJECT = "reject", pgettext_lazy("laboratory report", "Refused")


class LabReason(models.TextChoices):
    """Why a laboratory report was not accepted."""

    OVER_LIMIT = "over_limit", _("A substance is at or above its limit")
    NOT_SHOWN = "not_shown", _("It does not show that the limits are kept")
    WRONG_BATCH = "wrong_batch", _("It is about another ink or batch")
    INCOMPLETE = "incomplete", _("Pages or fields are missing")
    UNREADABLE = "unreadable", _("Not readable")
    NOT_GENUINE = "not_genuine", _("Not genuine")
    OTHER = "other", _("Another reason")


LAB_REPORT_MOVES = {
    LabReportStatus.DRAFT: {LabReportStatus.SUBMITTED},
    LabReportStatus.SUBMITTED: {
        LabReportStatus.CHANGES_REQUESTED,
        LabReportStatus.ACCEPTED,
        LabReportStatus.REJECTED,
    },
    LabReportStatus.CHANGES_REQUESTED: {LabReportStatus.SUBMITTED},
    LabReportStatus.ACCEPTED: set(),
    LabReportStatus.REJECTED: set(),
}
