"""Who gets what from the addresses of pages and the reports about them."""

from tests.house import makers
from tests.house.matrix import (
    FORBIDDEN,
    MISSING,
    NO_VERB,
    STAFF,
    WRITERS,
    WRITERS_READ,
    YES,
    Row,
    everybody,
    signed_in,
)

ROWS: dict[str, Row] = {
    "check": Row(get=everybody(YES), post=everybody(YES), data={"temp": "38.5"}),
    "due_for_review": Row(get=WRITERS, post=WRITERS_READ),
    "due_for_review_results": Row(get=WRITERS, post=WRITERS_READ),
    "feed": Row(
        get=everybody(YES), post=everybody(NO_VERB), make=makers.page_in_the_tree
    ),
    "readability": Row(get=WRITERS, post=WRITERS_READ),
    "readability_results": Row(get=WRITERS, post=WRITERS_READ),
    "feedback": Row(
        get=everybody(YES),
        post=everybody(YES),
        make=makers.page_to_answer,
        data={"answer": "yes"},
    ),
    "feedback-comment": Row(
        get=everybody(YES),
        post=everybody(YES),
        make=makers.answer_to_comment_on,
        data={"comment": "The table"},
    ),
    "feedback-thanks": Row(
        get=everybody(YES), post=everybody(NO_VERB), make=makers.page_to_answer
    ),
    "page_comment_act": Row(
        get=signed_in(FORBIDDEN) | dict.fromkeys(STAFF, NO_VERB),
        post=WRITERS,
        make=makers.comment_to_deal_with,
    ),
    "page_comments": Row(get=WRITERS, post=WRITERS_READ),
    "page_comments_results": Row(get=WRITERS, post=WRITERS_READ),
    "page_feedback": Row(get=WRITERS, post=WRITERS_READ),
    "page_feedback_results": Row(get=WRITERS, post=WRITERS_READ),
    "robots": Row(get=everybody(YES), post=everybody(NO_VERB)),
    "search": Row(get=everybody(YES), post=everybody(NO_VERB)),
    "search_misses": Row(get=WRITERS, post=WRITERS_READ),
    "search_misses_results": Row(get=WRITERS, post=WRITERS_READ),
    "sources": Row(get=WRITERS, post=WRITERS_READ),
    "sources_results": Row(get=WRITERS, post=WRITERS_READ),
    "sitemap": Row(get=everybody(YES), post=everybody(NO_VERB)),
    "translations_behind": Row(get=WRITERS, post=WRITERS_READ),
    "translations_behind_results": Row(get=WRITERS, post=WRITERS_READ),
    "wagtail_serve (published)": Row(
        get=everybody(YES), post=everybody(NO_VERB), make=makers.page(published=True)
    ),
    "wagtail_serve (draft)": Row(
        get=everybody(MISSING),
        post=everybody(NO_VERB),
        make=makers.page(published=False),
    ),
    "share-picture": Row(
        get=everybody(YES),
        post=everybody(NO_VERB),
        make=makers.picture_of(published=True),
    ),
    "share-picture (draft)": Row(
        get=everybody(MISSING),
        post=everybody(NO_VERB),
        make=makers.picture_of(published=False),
    ),
}
