"""What runs in the background for the pages."""

from django.conf import settings
from django_tasks import task

from portal.content.domain import addresses
from portal.content.sources.asking import Asker


@task(backend="work")
def check_source_links() -> None:
    """Ask some addresses of sources whether they still answer, where that is on."""
    if settings.CHECK_SOURCE_LINKS:
        addresses.check(Asker())
