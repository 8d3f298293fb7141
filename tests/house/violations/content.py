"""How to break the constraints of pages, searches and feedback."""

import datetime

from portal.content.models import SideEffectPage
from tests.factories import accounts, content
from tests.house.violations.writing import NOON, one, twin

VIOLATIONS = {
    "address_fails_no_later_than_it_was_checked": one(
        content.CheckedAddressFactory,
        outcome="missing",
        checked_at=NOON,
        fails_since=NOON + datetime.timedelta(days=1),
    ),
    "address_fails_since_a_day_or_is_fine": one(
        content.CheckedAddressFactory, outcome="missing", fails_since=None
    ),
    "address_is_kept_once": twin(content.CheckedAddressFactory, "address"),
    "link_outcome_is_known": one(
        content.CheckedAddressFactory,
        outcome="shrugs",
        checked_at=NOON,
        fails_since=NOON,
    ),
    "status_of_an_address_has_three_digits": one(
        content.CheckedAddressFactory, status=42
    ),
    "one_row_per_risk_factor_of_a_page": twin(
        content.SideEffectRiskFactorFactory, "page", "factor"
    ),
    "page_feedback_dealt_with_at_and_by_go_together": one(
        content.PageFeedbackFactory, dealt_with_at=NOON
    ),
    "page_feedback_is_commented_only_when_unclear": one(
        content.PageFeedbackFactory, was_clear=True
    ),
    "page_feedback_is_dealt_with_only_when_commented": lambda: one(
        content.PageFeedbackFactory,
        comment="",
        dealt_with_at=NOON,
        dealt_with_by=accounts.UserFactory(),
    )(),
    "page_source_has_a_key_or_a_title": one(content.PageSourceFactory, key=""),
    "page_source_kind_is_known": one(content.PageSourceFactory, kind="gossip"),
    "search_form_stands_once_per_language": twin(
        content.SearchFormFactory, "language", "form"
    ),
    "search_miss_is_counted_once_per_day": twin(
        content.SearchMissFactory, "searched_on", "language", "words"
    ),
    "search_word_stands_once_per_page": twin(
        content.SearchWordFactory, "document", "stem"
    ),
    "side_effect_kind_is_known": lambda: SideEffectPage.objects.filter(
        pk=content.SideEffectPageFactory().pk
    ).update(kind="mood"),
}
