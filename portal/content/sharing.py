"""The picture of a page for those who share its address.

Its address carries the page and a version of what is drawn, and nothing that a
stranger could choose: whoever asks for another version is led to the right one, so no
more pictures are ever drawn than there are pages. It is drawn when first asked for and
kept in the cache; losing it costs some 50 ms.
"""

from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from hashlib import blake2s

from django.conf import settings
from django.core.cache import cache
from django.urls import reverse
from django.utils.translation import override

from portal.ui import share_picture

KEPT_FOR = timedelta(days=30).total_seconds()


@dataclass(frozen=True, kw_only=True)
class Picture:
    """What is written on the picture of a page, and where it is."""

    page_id: int
    title: str
    kicker: str

    width = share_picture.WIDTH
    height = share_picture.HEIGHT

    @property
    def version(self) -> str:
        """Changes with whatever changes the drawing."""
        drawn = "\n".join([str(share_picture.LOOK), self.kicker, self.title])
        return blake2s(drawn.encode(), digest_size=8).hexdigest()

    @property
    def path(self) -> str:
        return reverse("share-picture", args=[self.page_id, self.version])

    @property
    def url(self) -> str:
        return f"{settings.BASE_URL}{self.path}"

    @property
    def alt(self) -> str:
        """The words on the picture, for those who cannot see it."""
        words = [settings.WAGTAIL_SITE_NAME, self.kicker, self.title]
        return ". ".join(word for word in words if word)

    def png(self) -> bytes:
        """The picture itself, drawn when nobody has asked for it yet."""
        draw = partial(share_picture.draw, title=self.title, kicker=self.kicker)
        return cache.get_or_set(f"content:picture:{self.version}", draw, KEPT_FOR)


def picture(page) -> Picture | None:
    """The picture of a page, in its own language; None for one not yet stored."""
    if page.pk is None:
        return None
    with override(page.locale.language_code):
        kicker = str(page.type_name)
    return Picture(page_id=page.pk, title=page.shared_title, kicker=kicker)
