"""What a reviewer found in a paper, slot by slot, and what is decided."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clinics.domain.certifications import STRENGTH
from clinics.domain.reviews import Answer
from clinics.enums import Act, Reason, Verification
from clinics.forms.fields import Paragraphs
from clinics.forms.seen import Seen
from clinics.models import Certification, EvidenceSlot

ACCEPTED, DEFICIENT = "accepted", "deficient"
FOUND = [
    (ACCEPTED, gettext_lazy("Accepted")),
    (DEFICIENT, gettext_lazy("Deficient")),
]
OF_A_SLOT = (
    Reason.UNREADABLE,
    Reason.INCOMPLETE,
    Reason.WRONG_NAME,
    Reason.WRONG_SCOPE,
    Reason.OUT_OF_DATE,
    Reason.NOT_FOUND,
    Reason.NOT_GENUINE,
    Reason.OTHER,
)
OF_A_PAPER = (*OF_A_SLOT, Reason.WITHDRAWN_BY_ISSUER)
INTERESTS = gettext_lazy(
    "I do not work for this clinic, nor did in the last 24 months. Nobody there is of "
    "my family, and nobody there pays me."
)
NOTHING_CHOSEN = {"required": gettext_lazy("Choose what you decide.")}
LONGEST = 1000


def _words(label, **options):
    widget = forms.Textarea(attrs={"rows": 3})
    return Paragraphs(
        label=label, max_length=LONGEST, required=False, widget=widget, **options
    )


def _reasons(among):
    choices = [("", gettext_lazy("Choose a reason")), *((r, r.label) for r in among)]
    return forms.ChoiceField(
        label=gettext_lazy("Reason"), choices=choices, required=False
    )


class ReviewForm(forms.Form):
    """One question per slot, and what the chosen decision asks for besides."""

    seen = Seen()
    act = forms.ChoiceField(
        choices=[(each, each.label) for each in (Act.ACCEPT, Act.REQUEST_CHANGES)]
        + [(Act.REJECT, Act.REJECT.label)],
        error_messages=NOTHING_CHOSEN,
    )
    register_note = _words(
        gettext_lazy("What the issuer's register says"),
        help_text=gettext_lazy("Number, name, status and dates as you found them."),
    )
    register_seen_on = forms.DateField(
        label=gettext_lazy("Looked at on"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    interests = forms.BooleanField(
        label=INTERESTS,
        error_messages={
            "required": gettext_lazy(
                "Whoever cannot say so leaves the decision to somebody else."
            )
        },
    )
    verification = forms.ChoiceField(
        label=gettext_lazy("How it was verified"), required=False
    )
    reason = _reasons(OF_A_PAPER)
    text = _words(
        gettext_lazy("Why it is refused for good"),
        help_text=gettext_lazy("The clinic reads it."),
    )

    def __init__(
        self, *args, paper: Certification, slots: list[EvidenceSlot], **kwargs
    ):
        super().__init__(*args, **kwargs)
        self.slots = slots
        self.fields["verification"].choices = _checks(paper)
        lines = [
            (str(line.pk), str(line.question)) for line in paper.type.checklist.all()
        ]
        if lines:
            self.fields["checked"] = forms.MultipleChoiceField(
                label=gettext_lazy("Tick what you can answer with yes"),
                choices=lines,
                required=False,
                widget=forms.CheckboxSelectMultiple,
            )
        for slot in slots:
            self.fields |= {
                f"{slot.code}-found": forms.ChoiceField(
                    label=str(slot.name),
                    choices=FOUND,
                    required=False,
                    widget=forms.RadioSelect,
                ),
                f"{slot.code}-reason": _reasons(OF_A_SLOT),
                f"{slot.code}-text": _words(
                    gettext_lazy("What is to be mended"),
                    help_text=gettext_lazy("The clinic reads it."),
                ),
            }

    def clean(self):
        super().clean()
        act = self.cleaned_data.get("act")
        for slot in self.slots:
            self._clean_slot(slot, act)
        self._clean_register()
        if act == Act.ACCEPT:
            self._clean_accept()
        if act == Act.REQUEST_CHANGES and self._all_accepted():
            self.add_error(
                None,
                _("Nothing is deficient: say which slot is to be mended, and why."),
            )
        if act == Act.REJECT:
            self._need("reason", _("Choose a reason."))
            self._need("text", _("Say why, in words for the clinic."))

    @property
    def by_slot(self) -> dict:
        """The three questions about each slot, by its code."""
        return {
            slot.code: [
                self[f"{slot.code}-{name}"] for name in ("found", "reason", "text")
            ]
            for slot in self.slots
        }

    @property
    def answers(self) -> list[Answer]:
        """What was said of each slot that was answered."""
        said = []
        for slot in self.slots:
            found = self.cleaned_data[f"{slot.code}-found"]
            if found == ACCEPTED:
                said.append(Answer(slot=slot.code, is_accepted=True))
            elif found:
                reason = self.cleaned_data[f"{slot.code}-reason"]
                text = self.cleaned_data[f"{slot.code}-text"]
                row = {"slot": slot.code, "reason": reason, "text": text}
                said.append(Answer(**row, is_accepted=False))
        return said

    @property
    def decision(self) -> dict:
        """What the domain is told, by name."""
        act = Act(self.cleaned_data["act"])
        told = {"act": act, "answers": self.answers, "interests": str(INTERESTS)}
        told |= {
            name: self.cleaned_data[name]
            for name in ("seen", "register_note", "register_seen_on")
        }
        match act:
            case Act.ACCEPT:
                checked = Verification(self.cleaned_data["verification"])
                return told | {"verification": checked}
            case Act.REQUEST_CHANGES:
                return told | self._deficient
        words = {name: self.cleaned_data[name] for name in ("reason", "text")}
        return told | words

    @property
    def _deficient(self) -> dict:
        """The reason of a request for changes, made of the slots to be mended."""
        names = {slot.code: str(slot.name) for slot in self.slots}
        rows = [row for row in self.answers if not row.is_accepted]
        reasons = {row.reason for row in rows}
        text = "\n".join(f"{names[row.slot]}: {row.text}" for row in rows)
        if len(text) > LONGEST:  # the words stand beside each slot as well
            text = "; ".join(names[row.slot] for row in rows)[:LONGEST]
        reason = reasons.pop() if len(reasons) == 1 else Reason.OTHER
        return {"reason": reason, "text": text}

    def _clean_slot(self, slot: EvidenceSlot, act: str | None) -> None:
        found = self.cleaned_data.get(f"{slot.code}-found")
        if found == DEFICIENT:
            self._need(f"{slot.code}-reason", _("Choose a reason."))
            self._need(f"{slot.code}-text", _("Say what is to be mended."))
        if not found and act in {Act.ACCEPT, Act.REQUEST_CHANGES}:
            self.add_error(f"{slot.code}-found", _("Say what you found."))
        if found == DEFICIENT and act == Act.ACCEPT:
            self.add_error(
                f"{slot.code}-found",
                _("This is deficient, so the paper cannot be accepted."),
            )

    def _clean_register(self) -> None:
        note, day = map(self.cleaned_data.get, ("register_note", "register_seen_on"))
        if note and not day and "register_seen_on" not in self.errors:
            self.add_error("register_seen_on", _("Say on which day you looked."))
        if day and day > timezone.localdate():
            self.add_error("register_seen_on", _("This day is still to come."))
        if not note:
            self.cleaned_data["register_seen_on"] = None

    def _clean_accept(self) -> None:
        self._need("verification", _("Say how it was verified."))
        if self.cleaned_data.get("verification") == Verification.REGISTER:
            self._need("register_note", _("Say what you found in the register."))
        asked = self.fields.get("checked")
        ticked = self.cleaned_data.get("checked", ())
        if asked and len(ticked) < len(asked.choices):
            self.add_error(
                "checked", _("Accepting needs a yes to each of these questions.")
            )

    def _all_accepted(self) -> bool:
        found = (self.cleaned_data.get(f"{slot.code}-found") for slot in self.slots)
        return all(each == ACCEPTED for each in found)

    def _need(self, name: str, refusal: str) -> None:
        if not self.cleaned_data.get(name) and name not in self.errors:
            self.add_error(name, refusal)


def _checks(paper: Certification) -> list[tuple[str, str]]:
    """The checks up to the strongest that this kind of paper can reach."""
    best = STRENGTH.index(Verification(paper.type.best_verification))
    known = [(check, check.label) for check in STRENGTH[: best + 1]]
    return [("", _("Choose how")), *known]
