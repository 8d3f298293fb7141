"""What is asked about who holds the needle."""

from django import forms
from django.utils.translation import gettext_lazy as _

from clinics.forms.fields import OneLine, Paragraphs, refuse_slip
from clinics.models import Practitioner


class FirstDay(forms.DateField):
    """The day somebody began to work at a clinic, or will begin in a year at most."""

    def __init__(self):
        widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        super().__init__(label=_("Works here since"), widget=widget)

    def clean(self, value):
        day = super().clean(value)
        refuse_slip(day)
        return day


class IntroduceForm(forms.ModelForm):
    """Somebody who has no profile yet."""

    since = FirstDay()

    class Meta:
        model = Practitioner
        fields = ["public_name", "about"]
        field_classes = {"public_name": OneLine, "about": Paragraphs}
        labels = {"about": _("About this person")}
        help_texts = {
            "public_name": _("As readers shall know this person."),
            "about": _(
                "Training, experience, languages: what a reader wants to know. "
                "Up to 800 characters."
            ),
        }
        widgets = {"about": forms.Textarea(attrs={"rows": 6})}


class PlaceForm(forms.Form):
    """Somebody who has a profile, found by its address."""

    address = forms.CharField(
        label=_("Address of the profile"),
        max_length=300,
        help_text=_("Ask the person for the link to their profile, and paste it here."),
    )
    since = FirstDay()


class DeclineForm(forms.Form):
    """A no to a clinic, with a sentence if the person likes."""

    words = OneLine(
        label=_("A sentence for the clinic"),
        max_length=300,
        required=False,
        help_text=_("The owners of the clinic read it for 30 days, and nobody else."),
    )


class ProfileForm(forms.ModelForm):
    """What readers learn about a practitioner; `edition` is the one that was read."""

    edition = forms.IntegerField(widget=forms.HiddenInput)

    class Meta(IntroduceForm.Meta):
        help_texts = {
            "public_name": _(
                "Once a paper of this person was accepted, the public history says "
                "since when the name is another one, and not what it was."
            ),
            "about": IntroduceForm.Meta.help_texts["about"],
        }
        labels = {"about": _("About")}


class ClaimForm(forms.Form):
    """The address of the person whose profile it is."""

    email = forms.EmailField(
        label=_("E-mail address"),
        max_length=254,
        help_text=_("The person's own address, not one that several people read."),
    )
