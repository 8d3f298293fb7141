"""What the public reads of a clinic that is not on the list."""

import datetime

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from clinics.enums import ClinicStatus


def public_line(to: ClinicStatus, *, on: datetime.date, sentence: str) -> str:
    """The status since that day, and the sentence that was written for everybody."""
    lines = {
        ClinicStatus.UNLISTED: _("Not listed since %(day)s."),
        ClinicStatus.SUSPENDED: _("Suspended since %(day)s."),
        ClinicStatus.CLOSED: _("Closed since %(day)s."),
    }
    return f"{lines[to] % {'day': date_format(on)}} {sentence}".strip()
