"""Correcting a session: all that may be corrected, on one page."""

from django import forms
from django.utils.translation import gettext_lazy

from aftercare.domain import corrections
from aftercare.forms.ink import InkForm
from aftercare.forms.recording import WhoForm
from aftercare.inks import Offered
from aftercare.models import Session
from clinics.forms.fields import OneLine
from clinics.forms.seen import Seen, sealed
from clinics.models import Practitioner


class CorrectionForm(InkForm, WhoForm):
    """`seen` is what the form showed, so that no correction is lost under another."""

    everything_is_optional = False
    seen = Seen()
    go_ahead_reason = OneLine(
        label=gettext_lazy("Why it went ahead all the same"),
        max_length=300,
        required=False,
    )
    reason = OneLine(
        label=gettext_lazy("Why you correct it"),
        max_length=300,
        help_text=gettext_lazy("It is kept with both versions; the client reads it."),
    )

    def __init__(
        self,
        data=None,
        *,
        session: Session,
        people: list[Practitioner],
        offers: list[Offered],
        named: set[int],
    ):
        shown = corrections.facts(session)
        super().__init__(
            data,
            clinic=session.clinic,
            people=people,
            chosen=session.practitioner,
            at=session.performed_at,
            offers=offers,
            named=named,
            initial={
                "no_ink_reason": session.no_ink_reason,
                "go_ahead_reason": session.go_ahead_reason,
                "seen": sealed(shown),
            },
        )
        del self.fields["scanned"]
        if not session.is_locked:
            del self.fields["reason"]
        went_ahead = self.fields["go_ahead_reason"]
        if not session.hold and not self.data.get("go_ahead_reason"):
            went_ahead.widget = forms.HiddenInput()
        went_ahead.required = bool(session.hold)
        self.order_fields(
            [
                "practitioner",
                "performed_on",
                "performed_around",
                "bottles",
                "no_ink_reason",
                "go_ahead_reason",
                "reason",
            ]
        )

    def ask_why_it_went_ahead(self, sentences: list[str]) -> None:
        """Show the field that was hidden, with all that asks for it."""
        field = self.fields["go_ahead_reason"]
        field.widget, field.required = forms.TextInput(), True
        self.add_error("go_ahead_reason", sentences)

    @property
    def now(self) -> dict:
        """The facts as `domain.corrections` takes them."""
        return {
            "practitioner": self.person,
            "performed_at": self.performed_at,
            "bottles": self.used,
            "no_ink_reason": self.cleaned_data["no_ink_reason"],
            "go_ahead_reason": self.cleaned_data["go_ahead_reason"],
        }
