"""Which types of pages there are."""

from portal.content.models import ArticlePage, BasePage, HomePage, ListingPage


def article_types() -> list[type[ArticlePage]]:
    """The page types that are sourced and reviewed."""
    return ArticlePage.__subclasses__()


def page_types() -> list[type[BasePage]]:
    """The types of all pages of ours."""
    return [HomePage, *ListingPage.__subclasses__(), *article_types()]
