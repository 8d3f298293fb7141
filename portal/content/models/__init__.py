from portal.content.models.article import ArticlePage, PageChange, PageSource
from portal.content.models.base import BasePage
from portal.content.models.checked_address import CheckedAddress
from portal.content.models.contributor import Contributor
from portal.content.models.feedback import PageFeedback
from portal.content.models.guides import GuideIndexPage, GuidePage
from portal.content.models.home import HomePage
from portal.content.models.listing import ListingPage
from portal.content.models.review_tasks import ClinicalReviewTask, EditorialReviewTask
from portal.content.models.risk_factors import RiskFactorIndexPage, RiskFactorPage
from portal.content.models.search import (
    PromotedResult,
    SearchDocument,
    SearchForm,
    SearchMiss,
    SearchNeighbour,
    SearchWord,
)
from portal.content.models.side_effects import (
    SideEffectIndexPage,
    SideEffectPage,
    SideEffectRiskFactor,
)

__all__ = [
    "ArticlePage",
    "BasePage",
    "CheckedAddress",
    "ClinicalReviewTask",
    "Contributor",
    "EditorialReviewTask",
    "GuideIndexPage",
    "GuidePage",
    "HomePage",
    "ListingPage",
    "PageChange",
    "PageFeedback",
    "PageSource",
    "PromotedResult",
    "RiskFactorIndexPage",
    "RiskFactorPage",
    "SearchDocument",
    "SearchForm",
    "SearchMiss",
    "SearchNeighbour",
    "SearchWord",
    "SideEffectIndexPage",
    "SideEffectPage",
    "SideEffectRiskFactor",
]
