"""Photos side by side: each view over the days of a course."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import groupby

from django.urls import reverse

from aftercare.enums import ScalpView
from aftercare.models import Photo, SymptomReport


@dataclass(frozen=True, kw_only=True)
class Shown:
    """A photo with its addresses, as one reader reaches it."""

    photo: Photo
    url: str
    small_url: str

    @property
    def was_taken_before(self) -> bool:
        """By the camera's clock it shows another day than its report."""
        taken_on = self.photo.taken_on
        return taken_on is not None and taken_on < self.photo.report.local_date


@dataclass(frozen=True, kw_only=True)
class Strip:
    """One view, the first day first."""

    name: str
    photos: list[Shown]


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where the photo of one view is asked for; `last` is that of an earlier report."""

    view: ScalpView
    photo: Shown | None
    last: Shown | None


def own(photo: Photo) -> Shown:
    """As its person sees it."""
    at = [photo.key]
    return Shown(
        photo=photo,
        url=reverse("my:photo", args=at),
        small_url=reverse("my:photo-small", args=at),
    )


def at_clinic(photo: Photo) -> Shown:
    """As the clinic of its report sees it."""
    report = photo.report
    at = [report.clinic.slug, report.number, photo.key]
    return Shown(
        photo=photo,
        url=reverse("inbox:photo", args=at),
        small_url=reverse("inbox:photo-small", args=at),
    )


def strips(photos: Iterable[Photo], shown: Callable[[Photo], Shown]) -> list[Strip]:
    """A strip for each view there is, in the order of the views."""
    photos = list(photos)
    by_view = {
        view: [shown(each) for each in photos if each.view == view]
        for view in ScalpView
    }
    return [
        Strip(name=str(view.label), photos=found)
        for view, found in by_view.items()
        if found
    ]


def courses(photos: Iterable[Photo]) -> list[tuple[SymptomReport, list[Strip]]]:
    """One's own by course, the latest first, each with its first report."""
    by_plan = sorted(photos, key=lambda each: each.report.plan_id, reverse=True)
    found = []
    for _plan, group in groupby(by_plan, key=lambda each: each.report.plan_id):
        of_course = list(group)
        found.append((of_course[0].report, strips(of_course, own)))
    return found


def places(report: SymptomReport, photos: Iterable[Photo]) -> list[Place]:
    """Each view with its photo, and the last one before, of all the person's own."""
    photos = list(photos)
    return [_place(view, report, photos) for view in ScalpView]


def _place(view: ScalpView, report: SymptomReport, photos: list[Photo]) -> Place:
    of_view = [each for each in photos if each.view == view]
    here = [each for each in of_view if each.report_id == report.pk]
    earlier = [each for each in of_view if each.report.sent_at < report.sent_at]
    return Place(
        view=view,
        photo=own(here[0]) if here else None,
        last=own(earlier[-1]) if earlier else None,
    )
