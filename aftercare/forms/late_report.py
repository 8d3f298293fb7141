"""What a phone says of a report that it brings, beside the report's own form."""

import datetime

from django import forms

LONGEST = datetime.timedelta(days=3650)  # of a phone whose clock was set meanwhile


class LateReportForm(forms.Form):
    """Filled in by our own script. `waited` are seconds since it was written."""

    key = forms.UUIDField()
    person = forms.CharField(max_length=32)
    waited = forms.IntegerField(
        min_value=0, max_value=int(LONGEST.total_seconds()), required=False
    )

    def clean_waited(self):
        return datetime.timedelta(seconds=self.cleaned_data["waited"] or 0)
