"""When reminders may come."""

from django import forms
from django.utils.translation import gettext_lazy as _

from aftercare import push
from aftercare.models import ReminderWish

HOURS = [(hour, f"{hour:02}:00") for hour in range(24)]


def an_hour(label, help_text="") -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=label,
        choices=HOURS,
        coerce=int,
        help_text=help_text,
        error_messages={"invalid_choice": _("Choose an hour from the list.")},
    )


class RemindersForm(forms.Form):
    """The letter, the hour, and when nothing may come."""

    by_email = forms.BooleanField(
        label=_("Remind me by e-mail"),
        required=False,
        help_text=_("At most once a day, while your plan asks for something."),
    )
    by_push = forms.BooleanField(
        label=_("Remind me on my devices"),
        required=False,
        help_text=_("On those that you add below."),
    )
    hour = an_hour(_("At"), _("By the clock where you live."))
    quiet_from = an_hour(_("Quiet from"))
    quiet_until = an_hour(_("Quiet until"), _("No reminder comes in these hours."))

    def __init__(self, *args, wish: ReminderWish, **options):
        known = {name: getattr(wish, name) for name in self.base_fields}
        super().__init__(*args, initial=known, **options)

    def clean(self):
        told = super().clean()
        if len(told) == len(self.fields):
            wish = ReminderWish(**told)
            if wish.is_quiet(wish.hour):
                self.add_error("hour", _("Choose an hour outside the quiet hours."))
        return told


class DeviceForm(forms.Form):
    """A device, as its browser describes it; filled in by our own script."""

    endpoint = forms.CharField(max_length=500)
    p256dh = forms.RegexField(r"^[\w-]{87}=?$")
    auth = forms.RegexField(r"^[\w-]{22}(==)?$")

    def clean_endpoint(self):
        endpoint = self.cleaned_data["endpoint"]
        try:
            push.host_of(endpoint)
        except push.Refused:
            raise forms.ValidationError(_("This is no push service.")) from None
        return endpoint
