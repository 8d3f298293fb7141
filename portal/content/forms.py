"""The editor's form: every publishing problem at once, each at its field."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms import WagtailAdminPageForm

from portal.content import publishing, revisions
from portal.content.domain import translations


class PublishingForm(WagtailAdminPageForm):
    """Checks the rules when the page is submitted, approved or published."""

    is_compared = forms.BooleanField(
        label=gettext_lazy("Compared with the original"),
        help_text=gettext_lazy(
            "Tick this when the translation says the same as its original does now."
        ),
        required=False,
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.before = self._written() if self.is_bound else {}

    def is_valid(self):
        """Wagtail's checks, and the rules for what the button asks for."""
        valid = super().is_valid()
        goal = self._goal()
        if valid and goal:
            for problem in self._objections(goal):
                self._bind(problem)
        return valid and not self.errors

    def save(self, commit=True):  # noqa: FBT002 - Django's signature
        """A changed text has not been reviewed by anybody yet."""
        if self.instance.is_article and self.text_changed:
            self.instance.clinical_reviewer = None
            self.instance.last_reviewed_on = None
        if self.cleaned_data.get("is_compared"):
            original = translations.original_of(self.instance)
            self.instance.compared_with_id = original and original.live_revision_id
        return super().save(commit=commit)

    @property
    def text_changed(self) -> bool:
        """Whether a reader would see a difference; a comment makes none."""
        typed = self._written() | {name: self._rows(name) for name in self._lists()}
        return typed != self.before

    def _written(self) -> dict:
        page = self.instance
        return revisions.substance(type(page), page.serializable_data())

    def _lists(self) -> set[str]:
        return set(self.formsets) & set(self.before)

    def _rows(self, name: str) -> list[dict]:
        """The rows of a list as typed, in the form in which `before` holds them."""
        forms = [form for form in self.formsets[name].forms if _is_kept(form)]
        forms.sort(key=lambda form: form.cleaned_data.get("ORDER") or 0)
        fields = self.formsets[name].form.base_fields
        known = {"sort_order": 0}
        rows = [
            known | {field: form.cleaned_data.get(field) for field in fields}
            for form in forms
        ]
        return revisions.plain(rows)

    def _goal(self) -> str | None:
        if "action-publish" in self.data:
            return "publish"
        if "action-submit" in self.data or "action-restart-workflow" in self.data:
            return "submit"
        if self.data.get("workflow-action-name") == "approve":
            return "approve"
        return None

    def _objections(self, goal: str) -> list[publishing.Problem]:
        if goal == "approve" and self.text_changed:
            sentence = _(
                "You changed the text. Save it: the review starts again, and somebody "
                "else decides."
            )
            return [publishing.Problem("__all__", sentence)]
        clinical = goal == "approve" and self._step_is_clinical()
        draft = self._draft(clinical=clinical)
        awaits = goal == "submit" or (goal == "approve" and not clinical)
        return publishing.problems(draft, review_is_to_come=awaits)

    def _step_is_clinical(self) -> bool:
        task = self.instance.current_workflow_task
        return bool(getattr(task, "is_clinical", False))

    def _draft(self, *, clinical: bool) -> publishing.Draft:
        page, changes = self.instance, {"on": self._day()}
        if page.is_article:
            changes["sources"] = tuple(self._sources())
            changes["last_editor"] = self._last_editor()
            if clinical:
                changes["reviewer"] = self.for_user.pk
            elif self.text_changed:
                changes["reviewer"] = None
        return page.draft(**changes)

    def _day(self):
        go_live = self.instance.go_live_at
        return timezone.localdate(max(go_live, timezone.now()) if go_live else None)

    def _last_editor(self) -> int | None:
        if self.text_changed or self.instance.pk is None:
            return self.for_user.pk
        return revisions.last_editor_id(self.instance)

    def _sources(self) -> list[str]:
        forms = filter(_is_kept, self.formsets["sources"].forms)
        return [form.cleaned_data["key"] for form in forms]

    def _bind(self, problem: publishing.Problem) -> None:
        bound = problem.field in self.fields
        self.add_error(problem.field if bound else None, problem.message)


def _is_kept(form) -> bool:
    row = getattr(form, "cleaned_data", None)
    return bool(row) and not row.get("DELETE")
