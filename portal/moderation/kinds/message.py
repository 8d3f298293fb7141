"""A message about a report that client or clinic brought before the moderators."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from aftercare.domain import message_flags
from aftercare.models import MessageFlag
from portal.accounts import rules
from portal.moderation.kinds.kind import Deed, Kind, WorkingDays


def waiting_for(user):
    return message_flags.readable(user).waiting()


def what(flag: MessageFlag) -> str:
    return f"{flag.get_reason_display()}: {flag.message.report.spoken}"


def where(flag: MessageFlag) -> str:
    return flag.message.report.clinic.name


def why(flag: MessageFlag) -> str:
    if flag.message.from_clinic:
        return _("The client reported a message of the clinic.")
    return _("The clinic reported a message of the client.")


def _may(user, flag: MessageFlag) -> bool:
    return waiting_for(user).filter(pk=flag.pk).exists()


KIND = Kind(
    key="message",
    label=gettext_lazy("Reported message"),
    seen_by=rules.is_moderator,
    waiting_for=waiting_for,
    related=("message__report__clinic",),
    since="flagged_at",
    due=WorkingDays(field="flagged_at", days=1),
    what=what,
    where=where,
    why=why,
    url_name="queue:message",
    deeds=(
        Deed(name="open", label=gettext_lazy("Open names and the thread"), may=_may),
        Deed(name="decide", label=gettext_lazy("Decide"), may=_may),
    ),
)
