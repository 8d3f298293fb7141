"""The seven risk factors: their list, and a page for each."""

from django.core.exceptions import ValidationError
from django.db import models
from django.forms import Select
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.search import index

from clinics import answering
from portal.content import kept
from portal.content.blocks import families
from portal.content.models.article import ArticlePage
from portal.content.models.listing import ListingPage
from portal.knowledge.risk_factors import RISK_FACTORS, Dimension
from portal.operations import page_cache

CARRIERS = {
    Dimension.PRACTITIONER: _("The practitioner"),
    Dimension.INK: _("The ink"),
    Dimension.PREMISES: _("The studio"),
    Dimension.CLIENT: _("Your own body"),
    Dimension.AFTERCARE: _("Care at home"),
}


def factor_choices() -> list[tuple[str, str]]:
    """The seven risk factors by slug."""
    return [(slug, factor.name.en) for slug, factor in RISK_FACTORS.items()]


class RiskFactorIndexPage(ListingPage):
    """What makes side effects more likely, and what to ask about it."""

    template = "pages/listing.html"
    parent_page_types = ["content.HomePage"]
    subpage_types = ["content.RiskFactorPage"]
    max_count_per_parent = 1

    class Meta:
        verbose_name = _("list of risk factors")


class RiskFactorPage(ArticlePage):
    """One risk factor: why it matters, and what to ask before a session."""

    factor = models.CharField(_("risk factor"), max_length=40)
    what_to_ask = StreamField(
        families.Actions(), verbose_name=_("what to ask"), blank=True
    )
    body = StreamField(families.Body(), verbose_name=_("text"), blank=True)

    template = "pages/risk_factor_page.html"
    type_name = _("Risk factor")
    parent_page_types = ["content.RiskFactorIndexPage"]
    subpage_types: list[str] = []
    public_fields = ArticlePage.public_fields | {"factor"}

    content_panels = [
        *ArticlePage.content_panels,
        FieldPanel("factor", widget=Select(choices=factor_choices())),
        FieldPanel("in_short"),
        FieldPanel("body"),
        FieldPanel("what_to_ask"),
        *ArticlePage.evidence_panels,
    ]
    search_fields = [
        *ArticlePage.search_fields,
        index.SearchField("in_short"),
        index.SearchField("body"),
        index.SearchField("what_to_ask"),
    ]

    class Meta:
        verbose_name = _("risk factor page")

    def clean(self):
        super().clean()
        if self.factor not in RISK_FACTORS:
            raise ValidationError({"factor": _("Choose a risk factor from the list.")})

    def contents(self):
        asking = [("what-to-ask", _("What to ask"))] if self.what_to_ask else []
        return [*super().contents(), *asking]

    def presented(self, request):
        """With the papers that answer the factor, and who holds one right now.

        The page is kept no longer than until the first of these clinics' midnights.
        """
        context = super().presented(request)
        key = context["kept_under"]
        kinds = kept.once(key, "kinds", lambda: answering.kinds(self.factor))
        answers = answering.answers(kinds, at=timezone.now())
        if ends := answering.hold_until(answers):
            page_cache.end(request, at=ends)
        part = [("papers", _("Papers that answer this"))] if answers else []
        contents = [*context["contents"], *part]
        return context | {"answers": answers, "contents": contents}

    def schema_subject(self):
        return {"@type": "MedicalRiskFactor", "name": self.title}

    @property
    def categories(self):
        return [*super().categories, self.carrier]

    @cached_property
    def carrier(self) -> str:
        """Who or what carries this risk, in words."""
        return CARRIERS[RISK_FACTORS[self.factor].dimension]
