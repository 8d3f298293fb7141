"""Wagtail's own events: what they mean for kept pages, the search and the schedule."""

from django.db.models.signals import post_delete, post_save, pre_save
from wagtail.models import PageViewRestriction, Revision, Site
from wagtail.signals import (
    page_published,
    page_slug_changed,
    page_unpublished,
    post_page_move,
    published,
    unpublished,
)

from clinics.models import CertificationType
from portal.content.domain import schedule
from portal.content.models import BasePage, Contributor
from portal.content.search import indexing
from portal.operations import page_cache


def check_schedule(instance, **_event):
    """No version is planned for a day on which it could not be published."""
    if instance.approved_go_live_at and not instance._state.adding:
        page_type = instance.content_type.model_class()
        if issubclass(page_type, BasePage):
            schedule.check(instance)


def connect():
    """Called once, when the app is ready."""
    for event in (page_published, page_unpublished, page_slug_changed, post_page_move):
        event.connect(page_cache.renew)
    page_published.connect(indexing.on_published)
    page_unpublished.connect(indexing.on_unpublished)
    for event in (published, unpublished):
        event.connect(page_cache.renew, sender=CertificationType)
    for model in (Contributor, Site, PageViewRestriction):
        post_save.connect(page_cache.renew, sender=model)
        post_delete.connect(page_cache.renew, sender=model)
    pre_save.connect(check_schedule, sender=Revision)
