"""Pages, each under the parents it needs; `published=True` puts one before readers."""

import datetime

import factory
from wagtail.models import Locale, Page, Site

from portal.content import models
from portal.content.enums import EffectKind
from tests.factories.accounts import UserFactory

TODAY = datetime.date(2026, 11, 23)


def root() -> Page:
    """The root of the page tree, made when no migration has made it."""
    Locale.objects.get_or_create(language_code="en")
    return Page.get_first_root_node() or Page.add_root(title="Root", slug="root")


class ContributorFactory(factory.django.DjangoModelFactory):
    """Somebody whose name stands on pages."""

    class Meta:
        model = models.Contributor

    name = "Ana Ruiz"
    role = "Health editor"
    conflicts_of_interest = "None"


def reviewer():
    """A person with a public name who may sign pages."""
    user = UserFactory(display_name="Clara")
    ContributorFactory(name="Dr Clara Okafor", role="Dermatologist", user=user)
    return user


class TreeFactory(factory.django.DjangoModelFactory):
    """A page in the tree: a draft unless `published`; `by` wrote it."""

    class Meta:
        abstract = True

    parent_factory = None
    title = "A page"
    slug = factory.Sequence(lambda n: f"page-{n}")

    @classmethod
    def _adjust_kwargs(cls, **kwargs):
        kwargs.pop("parent_factory", None)
        return kwargs

    @classmethod
    def _create(cls, model_class, *args, parent=None, published=False, by=None, **kw):
        lists = {name: kw.pop(name) for name in ("sources", "changes") if name in kw}
        risk_factors = kw.pop("risk_factors", ())
        page = model_class(*args, live=False, **kw)
        (parent or cls.default_parent()).add_child(instance=page)
        for name, rows in lists.items():
            setattr(page, name, rows)
        if risk_factors:
            page.risk_factors = [
                models.SideEffectRiskFactor(factor=each, sort_order=n)
                for n, each in enumerate(risk_factors)
            ]
        if published and page.is_article and page.clinical_reviewer is None:
            page.clinical_reviewer = reviewer()
            page.last_reviewed_on = TODAY
        page.save()
        version = page.save_revision(user=by)
        if published:
            version.publish(skip_permission_checks=True)
        return model_class.objects.get(pk=page.pk)

    @classmethod
    def default_parent(cls):
        parent = cls.parent_factory
        model = parent._meta.get_model_class()
        return model.objects.first() or parent(published=True)


class HomePageFactory(TreeFactory):
    """The front page, with the site that starts at it."""

    class Meta:
        model = models.HomePage

    title = "Scalpwise"
    slug = factory.Sequence(lambda n: f"front-{n}")
    headline = "What is usual, and what is not"
    introduction = "About side effects."

    @classmethod
    def default_parent(cls):
        return root()

    @classmethod
    def _after_postgeneration(cls, instance, create, results=None):
        site = Site.objects.first() or Site(hostname="localhost", is_default_site=True)
        site.root_page = instance
        site.save()


class SideEffectIndexPageFactory(TreeFactory):
    class Meta:
        model = models.SideEffectIndexPage

    parent_factory = HomePageFactory
    title = "Side effects"
    slug = "side-effects"
    show_in_menus = True


class RiskFactorIndexPageFactory(TreeFactory):
    class Meta:
        model = models.RiskFactorIndexPage

    parent_factory = HomePageFactory
    title = "Risk factors"
    slug = "risk-factors"


class GuideIndexPageFactory(TreeFactory):
    class Meta:
        model = models.GuideIndexPage

    parent_factory = HomePageFactory
    title = "Guides"
    slug = "guides"


class ArticleFactory(TreeFactory):
    """An article that lacks nothing but its review."""

    class Meta:
        abstract = True

    in_short = "It usually fades within days."
    author = factory.SubFactory(ContributorFactory)
    next_review_on = datetime.date(2027, 11, 23)
    sources = factory.LazyFunction(lambda: [models.PageSource(key="M6", sort_order=0)])


class SideEffectPageFactory(ArticleFactory):
    class Meta:
        model = models.SideEffectPage

    parent_factory = SideEffectIndexPageFactory
    title = "Swelling"
    kind = EffectKind.HEALING


class RiskFactorPageFactory(ArticleFactory):
    class Meta:
        model = models.RiskFactorPage

    parent_factory = RiskFactorIndexPageFactory
    title = "Allergies"
    factor = "allergies"


class GuidePageFactory(ArticleFactory):
    class Meta:
        model = models.GuidePage

    parent_factory = GuideIndexPageFactory
    title = "How we write"


class PageSourceFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.PageSource

    page = factory.SubFactory(SideEffectPageFactory)
    key = "N1"
    sort_order = 1


class CheckedAddressFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.CheckedAddress

    address = "https://www.example.org/paper"
    checked_at = datetime.datetime(2026, 11, 20, 4, tzinfo=datetime.UTC)
    outcome = "answers"
    status = 200


class PageChangeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.PageChange

    page = factory.SubFactory(SideEffectPageFactory)
    changed_on = TODAY
    what = "First version."


class SideEffectRiskFactorFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.SideEffectRiskFactor

    page = factory.SubFactory(SideEffectPageFactory)
    factor = "allergies"


class EditorialReviewTaskFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.EditorialReviewTask

    name = "Another editorial review"


class ClinicalReviewTaskFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.ClinicalReviewTask

    name = "Another clinical review"


class SearchDocumentFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.SearchDocument

    page = factory.SubFactory(SideEffectPageFactory)
    language = "en"
    text = "Tiny scabs on the dots."


class SearchWordFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.SearchWord

    document = factory.SubFactory(SearchDocumentFactory)
    language = "en"
    stem = "scab"
    weight = 12


class SearchFormFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.SearchForm

    language = "en"
    form = "scabs"
    stem = "scab"


class SearchNeighbourFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.SearchNeighbour

    form = factory.SubFactory(SearchFormFactory)
    rest = "scbs"


class SearchMissFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.SearchMiss

    searched_on = TODAY
    language = "en"
    words = "purple rain"


class PromotedResultFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.PromotedResult

    words = "crust, dry flakes"
    page = factory.SubFactory(SideEffectPageFactory)


class PageFeedbackFactory(factory.django.DjangoModelFactory):
    """A "no" with a comment that waits, to the live text of its page."""

    class Meta:
        model = models.PageFeedback

    page = factory.SubFactory(SideEffectPageFactory)
    version = factory.SelfAttribute("page.live_revision")
    answered_on = TODAY
    was_clear = False
    comment = "The table is hard to read."


def translation_of(page, **fields):
    """A live Spanish page to a live English one, compared with it unless told."""
    spanish, _ = Locale.objects.get_or_create(language_code="es")
    home = page.get_ancestors(inclusive=True).get(depth=2)
    for each in page.get_ancestors(inclusive=True).filter(path__startswith=home.path):
        if not each.has_translation(spanish):
            _translate(each.specific, spanish)
    twin = page.get_translation(spanish)
    for name, value in ({"compared_with": page.live_revision} | fields).items():
        setattr(twin, name, value)
    twin.save_revision().publish(skip_permission_checks=True)
    return type(page).objects.get(pk=twin.pk)


def _translate(page, spanish) -> None:
    twin = page.copy_for_translation(spanish, copy_parents=True)
    twin.compared_with = page.live_revision
    twin.save_revision().publish(skip_permission_checks=True)
