"""What a stored version of a page says, and whose words they are.

Wagtail writes a new version for a comment, too, and for a save without a change. Who
edited and whether a review must start again hang on the text, so versions are compared
by what a reader would see of them.
"""

import json
import re

from django.db.models import Q
from modelcluster.models import get_all_child_relations
from wagtail.models import COMMENTS_RELATION_NAME, Page

EDITORS_MARK = re.compile(r' data-block-key="[^"]*"')
OF_THE_ROW = {"id", "pk", "page", "sort_order"}
OF_THE_REVIEW = {"clinical_reviewer", "last_reviewed_on", "compared_with"}
BESIDE_THE_TEXT = {"related", "is_checklist"}
WRITTEN_ON_EVERY_PAGE = {"title", "slug", "seo_title", "search_description"}


def written_fields(model: type[Page]) -> set[str]:
    """The fields and lists of a page type that an editor writes."""
    own = {each.name for each in model._meta.fields} - {
        each.name for each in Page._meta.fields
    }
    lists = {
        relation.get_accessor_name()
        for relation in get_all_child_relations(model)
        if relation.get_accessor_name() != COMMENTS_RELATION_NAME
    }
    text = (own | lists | WRITTEN_ON_EVERY_PAGE) - BESIDE_THE_TEXT
    return text - OF_THE_REVIEW - {"page_ptr"}


def substance(model: type[Page], content: dict) -> dict:
    """The part of a version's content that a reader could tell apart."""
    return {name: plain(content.get(name)) for name in written_fields(model)}


def plain(value):
    """A value without what only the editor or the database sees in it."""
    if isinstance(value, str):
        if value.startswith("[{"):
            return plain(json.loads(value))
        return EDITORS_MARK.sub("", value)
    if isinstance(value, dict):
        return {k: plain(v) for k, v in value.items() if k not in OF_THE_ROW}
    if isinstance(value, list):
        rows = all(isinstance(row, dict) and "sort_order" in row for row in value)
        ordered = (
            sorted(value, key=lambda row: row["sort_order"] or 0) if rows else value
        )
        return [plain(each) for each in ordered]
    return None if value is None else str(value)


def same_text(one, other) -> bool:
    """Whether two versions of one page read the same."""
    model = one.content_type.model_class()
    return substance(model, one.content) == substance(model, other.content)


def last_editor_id(page, *, version=None) -> int | None:
    """Who wrote the text of a version last; of the latest one unless told otherwise.

    None when nobody is known, as for a page that a program wrote.
    """
    version = version or page.get_latest_revision()
    if version is None:
        return None
    moment = Q(created_at__lt=version.created_at)
    moment |= Q(created_at=version.created_at, pk__lt=version.pk)
    earlier = page.revisions.filter(moment).order_by("-created_at", "-pk")
    writer = version
    for older in earlier.iterator(chunk_size=10):
        if not same_text(older, writer):
            break
        writer = older
    return writer.user_id
