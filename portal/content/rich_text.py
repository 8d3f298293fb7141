"""How links to pages in rich text become HTML."""

from django.utils.html import escape
from wagtail.rich_text.pages import PageLinkHandler

from portal.content import links


class PageLinks(PageLinkHandler):
    """Wagtail's links to pages, from what is known already."""

    @classmethod
    def expand_db_attributes_many(cls, attrs_list):
        keys = [int(attrs.get("id") or 0) for attrs in attrs_list]
        known = links.addresses(set(keys))
        return [
            f'<a href="{escape(known[key])}">' if known[key] else "<a>" for key in keys
        ]
