"""What is asked about who holds the needle."""

from django import forms
from django.utils.translation import gettext_lazy as _

from clinics.models import Practitioner


def first_day(**kwargs) -> forms.DateField:
    return forms.DateField(
        label=_("Works here since"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        **kwargs,
    )


class IntroduceForm(forms.ModelForm):
    """Somebody who has no profile yet."""

    since = first_day()

    class Meta:
        model = Practitioner
        fields = ["public_name", "about"]
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
    since = first_day()


class ProfileForm(forms.ModelForm):
    """What readers learn about a practitioner; `edition` is the one that was read."""

    edition = forms.IntegerField(widget=forms.HiddenInput)

    class Meta(IntroduceForm.Meta):
        help_texts = {"about": IntroduceForm.Meta.help_texts["about"]}
        labels = {"about": _("About")}


class ClaimForm(forms.Form):
    """The address of the person whose profile it is."""

    email = forms.EmailField(
        label=_("E-mail address"),
        max_length=254,
        help_text=_("The person's own address, not one that several people read."),
    )
