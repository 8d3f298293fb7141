"""Side effects: the list from A to Z, and a page for each."""

from django.core.exceptions import ValidationError
from django.db import models
from django.forms import Select
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Orderable
from wagtail.search import index

from portal.content.blocks import families
from portal.content.enums import EffectKind
from portal.content.models.article import ArticlePage
from portal.content.models.listing import ListingPage
from portal.content.models.risk_factors import RiskFactorPage, factor_choices
from portal.content.panels import RowsPanel
from portal.knowledge.risk_factors import RISK_FACTORS
from portal.knowledge.symptoms import CATALOGUE


class SideEffectIndexPage(ListingPage):
    """The side effects from A to Z, each with its state of review."""

    template = "pages/side_effect_index_page.html"
    parent_page_types = ["content.HomePage"]
    subpage_types = ["content.SideEffectPage"]
    max_count_per_parent = 1

    class Meta:
        verbose_name = _("list of side effects")


class SideEffectPage(ArticlePage):
    """One side effect: what is usual, what is not, what to do and why it happens."""

    symptom = models.CharField(
        _("symptom"),
        max_length=40,
        blank=True,
        help_text=_("The question of a symptom report that asks about it."),
    )
    kind = models.CharField(_("kind"), max_length=12, choices=EffectKind.choices)
    also_known_as = models.CharField(
        _("also known as"),
        max_length=200,
        blank=True,
        help_text=_("Other words people search with, parted by commas."),
    )
    care_cards = StreamField(
        families.CareCards(), verbose_name=_("care cards"), blank=True
    )
    usual = StreamField(families.Course(), verbose_name=_("what is usual"), blank=True)
    what_to_do = StreamField(
        families.Actions(), verbose_name=_("what to do"), blank=True
    )
    causes = StreamField(
        families.Explanations(), verbose_name=_("why it happens"), blank=True
    )
    differences = StreamField(
        families.Differences(), verbose_name=_("when it is something else"), blank=True
    )
    claims = StreamField(
        families.Explanations(),
        verbose_name=_("what you may read elsewhere"),
        blank=True,
    )

    template = "pages/side_effect_page.html"
    type_name = _("Side effect")
    parent_page_types = ["content.SideEffectIndexPage"]
    subpage_types: list[str] = []
    plain_texts = (*ArticlePage.plain_texts, "also_known_as")
    texts_about_skin = ("in_short", "usual", "care_cards")
    public_fields = ArticlePage.public_fields | {"symptom", "kind", "also_known_as"}

    content_panels = [
        *ArticlePage.content_panels,
        FieldPanel(
            "symptom",
            widget=Select(
                choices=[("", "—")]
                + [(key, item.name.en) for key, item in CATALOGUE.items.items()]
            ),
        ),
        FieldPanel("kind"),
        FieldPanel("also_known_as"),
        FieldPanel("in_short"),
        FieldPanel("care_cards"),
        FieldPanel("usual"),
        FieldPanel("what_to_do"),
        FieldPanel("causes"),
        RowsPanel("risk_factors", heading=_("Risk factors"), label=_("Risk factor")),
        FieldPanel("differences"),
        FieldPanel("claims"),
        *ArticlePage.evidence_panels,
    ]
    search_fields = [
        *ArticlePage.search_fields,
        index.SearchField("also_known_as", boost=2),
        index.SearchField("in_short"),
        index.SearchField("usual"),
        index.SearchField("what_to_do"),
    ]

    class Meta:
        verbose_name = _("side effect")
        constraints = [
            models.CheckConstraint(
                name="side_effect_kind_is_known",
                condition=models.Q(kind__in=["", *EffectKind.values]),
                violation_error_message=_("Choose a kind from the list."),
            ),
        ]

    def clean(self):
        super().clean()
        if self.symptom and self.symptom not in CATALOGUE.items:
            raise ValidationError({"symptom": _("Choose a symptom from the list.")})

    def contents(self):
        parts = [
            ("get-help", _("When to get help"), self.care_cards),
            ("usual", _("What is usual"), self.usual),
            ("what-to-do", _("What to do"), self.what_to_do),
            ("skin-tones", _("On brown and black skin"), self.skin_tones),
            ("causes", _("Why it happens"), self.causes),
            ("risk-factors", _("What makes it more likely"), self.risk_factor_pages),
            ("differences", _("When it is something else"), self.differences),
            ("claims", _("What you may read elsewhere"), self.claims),
            ("sources", _("Sources"), self.source_list),
        ]
        return [(anchor, heading) for anchor, heading, part in parts if part]

    def schema_subject(self):
        return {
            "@type": "MedicalSymptom",
            "name": self.title,
            "alternateName": self.other_names,
            "riskFactor": [
                {"@type": "MedicalRiskFactor", "name": page.title}
                for page in self.risk_factor_pages
            ],
        }

    @property
    def categories(self):
        return [*super().categories, self.get_kind_display()]

    @cached_property
    def other_names(self) -> list[str]:
        """The other words for it, one by one."""
        return [word.strip() for word in self.also_known_as.split(",") if word.strip()]

    @cached_property
    def risk_factor_pages(self) -> list[RiskFactorPage]:
        """The live pages on its risk factors, in the order the author gave."""
        pages = RiskFactorPage.objects.live().filter(locale_id=self.locale_id)
        pages = pages.only("title", "url_path", "listing_summary", "factor")
        if self.risk_factors.is_deferring:  # a preview: the rows are not stored yet
            order = [row.factor for row in self.risk_factors.all()]
            found = pages.filter(factor__in=order)
            return sorted(found, key=lambda page: order.index(page.factor))
        row = SideEffectRiskFactor.objects.filter(
            page=self, factor=models.OuterRef("factor")
        )
        place = models.Subquery(row.values("sort_order")[:1])
        return list(pages.annotate(place=place).exclude(place=None).order_by("place"))


class SideEffectRiskFactor(Orderable):
    """One of the seven risk factors that make a side effect more likely."""

    page = ParentalKey(
        SideEffectPage, on_delete=models.CASCADE, related_name="risk_factors"
    )
    factor = models.CharField(_("risk factor"), max_length=40)

    personal_fields = frozenset()
    public_fields = frozenset({"factor"})

    panels = [FieldPanel("factor", widget=Select(choices=factor_choices()))]

    class Meta(Orderable.Meta):
        verbose_name = _("risk factor")
        constraints = [
            models.UniqueConstraint(
                name="one_row_per_risk_factor_of_a_page",
                fields=["page", "factor"],
                violation_error_message=_("This risk factor is already in the list."),
            ),
        ]

    def __str__(self):
        return self.factor

    def clean(self):
        super().clean()
        if self.factor not in RISK_FACTORS:
            raise ValidationError({"factor": _("Choose a risk factor from the list.")})
