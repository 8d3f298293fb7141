"""The words aftercare is described with."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ClientStatus(models.TextChoices):
    """How far the link between a person and a clinic has come."""

    ASKED = "asked", _("Asks to be linked")
    ACTIVE = "active", _("Active")
    ENDED = "ended", _("Ended")


class PlanKind(models.TextChoices):
    """What a step of a healing plan asks for; the values are those of knowledge."""

    DO = "do", _("Do")
    AVOID = "avoid", _("Do not")
    WATCH = "watch", pgettext_lazy("what a step asks for", "Look")
    ADMIN = "admin", _("See to")


class StepOutcome(models.TextChoices):
    """What a person says of a step; the values are those of knowledge."""

    DONE = "done", _("Done")
    SKIPPED = "skipped", _("Skipped")
    SLIP = "slip", _("It happened")


class SessionState(models.TextChoices):
    """How far a session has come; computed from its moments, never stored."""

    RECORDED = "recorded", _("Recorded")
    HANDED_OVER = "handed_over", _("Handed over")
    RECEIVED = "received", _("Received by the client")


class Hold(models.TextChoices):
    """What asks for a written reason before the next session."""

    TOO_SOON = "too_soon", _("The last session was only a few days before.")
    TOO_SOON_SHOWN = (
        "shown_soon",
        _("The last session, at another clinic, was only a few days before."),
    )
    OPEN_REPORT = "open_report", _("A report of the client is open.")
    STILL_HEALING = (
        "still_heals",
        _("At the last check-in there were crusts or redness."),
    )


class InkRefusal(models.TextChoices):
    """Why a bottle cannot go into a session, beside what `NotUsable` names."""

    NOT_HERE = "not_here", _("It is no bottle of this clinic.")
    NOT_OPEN = "not_open", _("It is not written down as open on that day.")


class ReminderKind(models.TextChoices):
    """What a reminder is about."""

    PLAN = "plan", _("the plan of the day")
    CHECK_IN = "check_in", _("how it is, long after the session")


class TickFate(models.TextChoices):
    """What became of an answer that was given offline."""

    KEPT = "kept", _("Written down")
    OTHER = "other", _("Another answer was there")
    REFUSED = "refused", _("The plan asked for nothing there")


class ReportLevel(models.IntegerChoices):
    """How soon a report asks for help; the values are those of knowledge."""

    EXPECTED = 1, _("Usual for this day")
    CLINIC = 2, _("Contact your clinic")
    URGENT = 3, _("A doctor today")
    EMERGENCY = 4, _("Emergency number now")


class ReportStatus(models.TextChoices):
    """Where a report stands; written by `domain.reports` alone."""

    ANSWERED = "answered", _("Answered at once")
    KEPT = "kept", _("Kept for you; no clinic reads it")
    WAITING = "waiting", _("Waits for the clinic")
    ACKNOWLEDGED = "acknowledged", _("The clinic is on it")
    RESOLVED = "resolved", _("Resolved")
    REOPENED = "reopened", _("Open again, waits for the clinic")


class ReportAct(models.TextChoices):
    """What somebody did with a report."""

    READ = "read", _("Read by the clinic")
    ACKNOWLEDGED = "acknowledged", _("Taken on by the clinic")
    REPLIED = "replied", _("Answered by the clinic")
    CALLED = "called", _("Spoken with")
    RAISED = "raised", _("Put on a higher level")
    OVERRULED = "overruled", _("Put on a higher level by a moderator")
    RESOLVED = "resolved", _("Resolved")
    REOPENED = "reopened", _("Opened again by the client")
    LEFT = "left", _("The clinic ended the link")


class ReportOutcome(models.TextChoices):
    """How a report ended."""

    HEALED = "healed", _("It healed as usual")
    TREATED = "treated", _("It was treated, and is better")
    SENT_ON = "sent_on", _("A doctor looks after it now")
    NOTHING = "nothing", _("There was nothing to do")


class ScalpView(models.TextChoices):
    """From where a photo of the scalp is taken."""

    FRONT = "front", _("Hairline")
    CROWN = "crown", _("Crown")
    LEFT = "left", _("Left side")
    RIGHT = "right", _("Right side")
    BACK = "back", _("Back of the head")


class AttachedAs(models.TextChoices):
    """What a file of a message is kept as."""

    PICTURE = "image/jpeg", _("Picture")
    PDF = "application/pdf", "PDF"


class FlagReason(models.TextChoices):
    """What is held against a message of the other side."""

    RUDE = "rude", _("It is rude or belittles me")
    ASKS = "asks", _("It asks for something it should not")
    KEEPS = "keeps", _("It keeps me from seeing a doctor")
    ABUSE = "abuse", _("It insults or threatens us")
    OTHER = "other", _("Something else is wrong with it")


OF_A_CLINIC = (FlagReason.RUDE, FlagReason.ASKS, FlagReason.KEEPS, FlagReason.OTHER)
OF_A_CLIENT = (FlagReason.ABUSE, FlagReason.OTHER)


class FlagDecision(models.TextChoices):
    """What moderators do about a reported message."""

    NOTHING = "nothing", _("It stays as it is")
    WORD = "word", _("It stays, with a word to who wrote it")
    HIDDEN = "hidden", _("Nobody reads it any more")


class Judged(models.TextChoices):
    """How a level came about."""

    TRIAGED = "triaged", _("By the rules")
    RAISED = "raised", _("Raised by a person")
    LOWERED = "lowered", _("Lowered after speaking with the client")


class EscalationStep(models.IntegerChoices):
    """Who hears of an urgent report that nobody of the clinic opens, one by one."""

    # No step of the ladder: words of the note lead to the moderators, at any level.
    NOTE = 0, _("The moderators of the platform, for words of the note")
    CONTACT = 1, _("The urgent contact of the clinic")
    DEPUTY = 2, _("The deputy of the clinic")
    MODERATORS = 3, _("The moderators of the platform")
    # No step of the ladder either: there is nobody at the clinic to wait for.
    LEFT = 4, _("The moderators of the platform, as the clinic ended the link")


WITH_MODERATORS = frozenset(
    {EscalationStep.NOTE, EscalationStep.MODERATORS, EscalationStep.LEFT}
)


class EscalationOutcome(models.TextChoices):
    """Whether somebody was written to; only then is there anybody to wait for."""

    WRITTEN = "written", _("Written to")
    NOBODY = "nobody", _("There is nobody to write to")
    FAILED = "failed", _("The letter could not be sent")
    QUEUED = "queued", _("It waits in their queue")


class ModeratorAct(models.TextChoices):
    """What a moderator does with a report that came to them."""

    OPENED = "opened", _("Opened name, answers and messages")
    WROTE = "wrote", _("Wrote to the clinic")
    FOUND = "found", _("Found the clinic on this portal")


_WAITS = frozenset({ReportStatus.WAITING, ReportStatus.REOPENED})
_SEEN = frozenset({ReportStatus.ACKNOWLEDGED})
# From where an act is possible, and where it leads; None: it stays where it is.
REPORT_MOVES: dict[ReportAct, tuple[frozenset[ReportStatus], ReportStatus | None]] = {
    ReportAct.READ: (frozenset(ReportStatus) - {ReportStatus.KEPT}, None),
    ReportAct.ACKNOWLEDGED: (_WAITS, ReportStatus.ACKNOWLEDGED),
    # A client may write under any report, and whoever writes can be answered.
    ReportAct.REPLIED: (
        _WAITS | _SEEN | {ReportStatus.ANSWERED, ReportStatus.RESOLVED},
        ReportStatus.ACKNOWLEDGED,
    ),
    ReportAct.CALLED: (_WAITS | _SEEN, ReportStatus.ACKNOWLEDGED),
    ReportAct.RAISED: (
        _WAITS | _SEEN | {ReportStatus.ANSWERED},
        ReportStatus.ACKNOWLEDGED,
    ),
    # Nobody of the clinic has taken it on at that level.
    ReportAct.OVERRULED: (
        _WAITS | _SEEN | {ReportStatus.ANSWERED},
        ReportStatus.WAITING,
    ),
    ReportAct.RESOLVED: (_SEEN, ReportStatus.RESOLVED),
    ReportAct.REOPENED: (
        frozenset({ReportStatus.ANSWERED, ReportStatus.RESOLVED}),
        ReportStatus.REOPENED,
    ),
    ReportAct.LEFT: (frozenset(ReportStatus) - {ReportStatus.KEPT}, None),
}
REPORT_WAITS, REPORT_OPEN = _WAITS, _WAITS | _SEEN
