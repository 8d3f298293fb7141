"""Brings the article files into the page tree.

Each file under `articles/<language>/` is one page. A page that is in the tree already
is left alone: from then on it belongs to its editors.
"""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.db import transaction
from django.utils import timezone
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Locale, Page, Site

from portal.content.domain.markup import to_rich_text
from portal.content.domain.streams import to_stream
from portal.content.domain.translations import OriginalMissing, shipped_version
from portal.content.models import (
    ArticlePage,
    BasePage,
    Contributor,
    HomePage,
    PageChange,
    PageSource,
    SideEffectRiskFactor,
)
from portal.knowledge import datafile

FOLDER = Path(__file__).parents[1] / "articles"
STRUCTURE = {
    "type",
    "slug",
    "parent",
    "order",
    "sources",
    "changes",
    "risk_factors",
    "doors",
}
MONTHS = "review_after_months"


class UnknownArticle(LookupError):
    """There is no article file of that name."""


class ReviewerMissing(ValueError):
    """An article cannot be published without somebody who reviewed it."""


def names(language: str = "en") -> list[str]:
    """The files of a language, those first to which others lead."""
    files = (FOLDER / language).glob("*.yaml")
    written = {path.stem: _written(path.stem, language) for path in files}
    return sorted(written, key=lambda name: (written[name]["order"], name))


@transaction.atomic
def load(
    name: str,
    *,
    author: Contributor,
    reviewer=None,
    publish: bool = False,
    by,
    language: str = "en",
) -> BasePage:
    """The page of an article file, made when it is not in the tree yet.

    Pages that only lead on are published at once. An article is published in the name
    of `reviewer` when `publish` says so; otherwise it goes into review, handed in by
    `by`. In a second language it is the translation of the page at the same place in
    the first. Raises UnknownArticle, OriginalMissing, and ValidationError when a
    publishing rule objects.
    """
    written = _written(name, language)
    parent = _parent(written, language)
    model = apps.get_model("content", written["type"])
    found = model.objects.child_of(parent).filter(slug=written["slug"]).first()
    if found:
        return found
    page = _page(model, written, parent, language)
    page.owner = by
    if language != settings.LANGUAGE_CODE:
        _tie_to_original(page, written)
    parent.add_child(instance=page)
    if isinstance(page, HomePage) and language == settings.LANGUAGE_CODE:
        _make_front_page(page)
    if isinstance(page, ArticlePage):
        page.author = author
    _fill(page, written)
    return _release(page, reviewer=reviewer, publish=publish, by=by)


def _written(name: str, language: str) -> dict:
    path = FOLDER / language / f"{name}.yaml"
    if not path.is_file():
        raise UnknownArticle(name)
    return datafile.plain(path.read_text("utf-8"))


def load_all(
    *, author: Contributor, reviewer=None, publish: bool = False, by, language="en"
) -> Iterator[BasePage]:
    """Every page of a language, one after the other, and the front page's doors."""
    for name in names(language):
        yield load(
            name,
            author=author,
            reviewer=reviewer,
            publish=publish,
            by=by,
            language=language,
        )
    hang_doors(by=by, language=language)


@transaction.atomic
def hang_doors(*, by, language: str = "en") -> HomePage:
    """Lead from the front page to the pages its file names; once only."""
    written = _written("home", language)
    home = HomePage.objects.get(locale__language_code=language)
    if home.doors:
        return home
    home.doors = [("door", _door(door, home)) for door in written["doors"]]
    if language != settings.LANGUAGE_CODE:
        home.compared_with = shipped_version(_original(written), with_doors=True)
    home.save_revision(user=by).publish(skip_permission_checks=True)
    return home


def _door(written: dict, home: HomePage) -> dict:
    page = _behind_door(home, written["page"]) if "page" in written else None
    return {"address": "", **written, "page": page}


def _behind_door(home: HomePage, path: str) -> Page:
    """The page at a path; the original where this language has none yet."""
    own = Page.objects.filter(url_path=_path(home, path)).first()
    first = HomePage.objects.filter(locale__language_code=settings.LANGUAGE_CODE)
    return own or _at(first.get(), path)


def _at(home: HomePage, path: str) -> Page:
    return Page.objects.get(url_path=_path(home, path))


def _path(home: HomePage, path: str) -> str:
    return f"{home.url_path.rstrip('/')}{path}"


def _parent(written: dict, language: str) -> Page:
    if written["type"] == "HomePage":
        return Page.get_first_root_node()
    home = HomePage.objects.get(locale__language_code=language)
    return home if written["parent"] == "/" else _at(home, written["parent"])


def _original(written: dict) -> Page:
    first = {"locale__language_code": settings.LANGUAGE_CODE}
    home = HomePage.objects.filter(**first).first()
    if home is not None and written["type"] != "HomePage":
        path = _path(home, f"{written['parent']}{written['slug']}/")
        home = Page.objects.filter(url_path=path).first()
    if home is None:
        raise OriginalMissing(written["slug"])
    return home


def _tie_to_original(page: BasePage, written: dict) -> None:
    original = _original(written)
    page.translation_key = original.translation_key
    page.compared_with = shipped_version(original)


def _page(model, written: dict, parent: Page, language: str) -> BasePage:
    """A new page, live for nobody yet, with its title and its plain fields."""
    plain = {
        name: value
        for name, value in written.items()
        if name not in STRUCTURE
        and name != MONTHS
        and not isinstance(model._meta.get_field(name), StreamField | RichTextField)
    }
    page = model(slug=_free_slug(written, parent), live=False, **plain)
    page.locale = Locale.objects.get_or_create(language_code=language)[0]
    return page


def _free_slug(written: dict, parent: Page) -> str:
    """Wagtail starts with a welcome page where our front page goes."""
    if parent.is_root():
        welcome = parent.get_children().filter(slug=written["slug"])
        for page in welcome.exclude(pk__in=HomePage.objects.values("pk")):
            page.slug = f"{page.slug}-wagtail"
            page.save(clean=False)
    return written["slug"]


def _make_front_page(home: HomePage) -> None:
    """Let every site start at our front page, and take Wagtail's welcome page away."""
    Site.objects.update(root_page=home)
    Site.clear_site_root_paths_cache()
    for page in home.get_siblings(inclusive=False).exact_type(Page):
        page.delete()


def _fill(page: BasePage, written: dict) -> None:
    """The long texts, and the rows below the page."""
    home = page.get_ancestors(inclusive=True).filter(depth=2).get()
    for name, value in written.items():
        if name in STRUCTURE or name == MONTHS:
            continue
        kind = page._meta.get_field(name)
        if isinstance(kind, StreamField):
            setattr(page, name, kind.to_python(to_stream(value, home=home)))
        elif isinstance(kind, RichTextField):
            setattr(page, name, to_rich_text(value, home=home))
    page.sources = [_source(row, n) for n, row in enumerate(written.get("sources", ()))]
    page.changes = [
        PageChange(changed_on=row["date"], what=row["what"], sort_order=n)
        for n, row in enumerate(written.get("changes", ()))
    ]
    if "risk_factors" in written:
        page.risk_factors = [
            SideEffectRiskFactor(factor=factor, sort_order=n)
            for n, factor in enumerate(written["risk_factors"])
        ]
    if MONTHS in written:
        page.next_review_on = months_later(timezone.localdate(), written[MONTHS])


def _source(row: str | dict, place: int) -> PageSource:
    facts = {"key": row} if isinstance(row, str) else row
    return PageSource(sort_order=place, **facts)


def months_later(day: date, months: int) -> date:
    """The same day of a later month; the 28th for a day that month may not have."""
    years, month = divmod(day.month - 1 + months, 12)
    return day.replace(year=day.year + years, month=month + 1, day=min(day.day, 28))


def _release(page: BasePage, *, reviewer, publish: bool, by) -> BasePage:
    is_article = isinstance(page, ArticlePage)
    if is_article and publish:
        if reviewer is None:
            raise ReviewerMissing(page.title)
        page.clinical_reviewer = reviewer
        page.last_reviewed_on = timezone.localdate()
    page.save()
    version = page.save_revision(user=by)
    if publish or not is_article:
        version.publish(skip_permission_checks=True)
    else:
        page.get_workflow().start(page, by)
    return page.__class__.objects.get(pk=page.pk)
