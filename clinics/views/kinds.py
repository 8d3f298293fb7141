"""The catalogue of kinds of certification in the staff's admin."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.snippets.views.snippets import EditView, SnippetViewSet

from clinics.domain import kind_changes
from clinics.models import CertificationType


class KindEditView(EditView):
    """Under review nothing changes: what was read is what gets published."""

    def is_valid(self, form):
        valid = super().is_valid(form)
        if valid and self.is_a_change_under_review(form):
            self.produced_error_code = "under_review"
            self.produced_error_message = _(
                "This change is under review. Take it back, or request changes, "
                "before anything else is changed."
            )
            return False
        return valid

    def is_a_change_under_review(self, form) -> bool:
        if not self.object.workflow_in_progress or self.action == "cancel-workflow":
            return False
        # Not form.has_changed(): rows that are not stored yet always count as changed.
        typed = form.save(commit=False)
        return not kind_changes.says_the_same(typed, self.object.latest_revision)

    def save_instance(self):
        if self.object.workflow_in_progress:
            self.new_revision = self.object.latest_revision
            return self.object
        return super().save_instance()


class KindViewSet(SnippetViewSet):
    model = CertificationType
    edit_view_class = KindEditView
    copy_view_enabled = False
    icon = "clipboard-list"
    menu_label = gettext_lazy("Kinds of certification")
    menu_order = 300
    add_to_admin_menu = True
    list_display = ["__str__", "code", "category", "subject", "claim"]
    list_filter = ["category", "subject", "claim"]
    list_per_page = 50
    search_fields = ["code"]
    search_backend_name = None
    panels = [
        MultiFieldPanel(
            [FieldPanel("name"), FieldPanel("shows"), FieldPanel("does_not_show")],
            heading=gettext_lazy("What the public reads"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("code"),
                FieldRowPanel([FieldPanel("category"), FieldPanel("subject")]),
                FieldRowPanel([FieldPanel("claim"), FieldPanel("best_verification")]),
                InlinePanel(
                    "jurisdictions",
                    heading=gettext_lazy("Where it exists"),
                    label=gettext_lazy("Jurisdiction"),
                    help_text=gettext_lazy("None: it exists anywhere."),
                ),
                FieldPanel("sources"),
            ],
            heading=gettext_lazy("What it is"),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel(
                    [
                        FieldPanel("longest_validity_months"),
                        FieldPanel("recheck_months"),
                    ]
                ),
                FieldPanel("approvals_needed"),
            ],
            heading=gettext_lazy("How long it counts, and who decides"),
        ),
        InlinePanel(
            "slots",
            heading=gettext_lazy("What the clinic hands in"),
            label=gettext_lazy("Evidence slot"),
        ),
        InlinePanel(
            "checklist",
            heading=gettext_lazy("What the reviewer asks"),
            label=gettext_lazy("Question"),
        ),
        InlinePanel(
            "factors",
            heading=gettext_lazy("Risk factors it makes less likely"),
            label=gettext_lazy("Risk factor"),
        ),
    ]
