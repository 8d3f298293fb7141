"""Makers, inks and batches: found again however they are typed, made once."""

import datetime
from difflib import get_close_matches

from anyascii import anyascii
from django.db import IntegrityError, transaction
from django.utils.text import slugify

from clinics.gazetteer.folding import fold
from clinics.models import Ink, InkBatch, InkMaker
from portal.accounts.models import User
from portal.audit.domain import audit
from portal.knowledge import lots

NEAR = 0.72  # of the letters in common; "Nordlys Ink" and "Nordlis Inks" are near
MOST = 5


class NoName(Exception):
    """No letter and no digit is left of a name; `field` says of which."""

    def __init__(self, field: str):
        super().__init__(field)
        self.field = field


class OtherDates(Exception):
    """The batch is known with another expiry date; `batch` holds it."""

    def __init__(self, batch: InkBatch):
        super().__init__(str(batch))
        self.batch = batch


@transaction.atomic
def batch(
    *,
    maker: str,
    name: str,
    lot: str,
    by: User,
    shade: str = "",
    intended_use: str = "",
    made_on: datetime.date | None = None,
    expires_on: datetime.date | None = None,
) -> InkBatch:
    """The batch of that lot number, of that ink, of that maker; what is new is made.

    The same names and numbers, typed otherwise, lead to the same rows. Raises NoName,
    OtherDates, `lots.UnreadableLot`, ValidationError.
    """
    ink = _ink(_maker(maker, by=by), name, shade, intended_use, by=by)
    dates = {"made_on": made_on, "expires_on": expires_on}
    fresh = InkBatch(ink=ink, lot=lots.normal(lot), lot_printed=lot.strip(), **dates)
    fresh.clean_fields()
    found, is_new = _get_or_create(InkBatch, fresh, ink=ink, lot=fresh.lot)
    if is_new:
        audit.note("batch of ink named", about=found, by=by, lot=found.lot)
    else:
        _add_dates(found, **dates)
    return found


def suggestions(*, maker: str, name: str, shade: str = "") -> list[Ink]:
    """Inks that are there already and may be meant by what was typed. Two queries.

    Empty when the very ink is there: nothing has to be asked then.
    """
    wanted_maker, wanted = fold(maker), plain(name, shade)
    makers = dict(InkMaker.objects.values_list("plain_name", "pk"))
    near = _near(wanted_maker, makers)
    inks = Ink.objects.filter(maker__in=[makers[each] for each in near])
    found: dict[str, list[Ink]] = {}
    for ink in inks.select_related("maker"):
        if (ink.maker.plain_name, ink.plain_name) == (wanted_maker, wanted):
            return []
        found.setdefault(ink.plain_name, []).append(ink)
    return [ink for each in _near(wanted, found) for ink in found[each]][:MOST]


def plain(name: str, shade: str = "") -> str:
    """An ink's name as it is compared. Name and shade stay apart: "Black 1", "2"
    is not "Black", "12".
    """
    return f"{fold(name)}/{fold(shade)}" if fold(shade) else fold(name)


def _near(wanted: str, known) -> list[str]:
    """The names that may be meant: one slip away, or one in the other."""
    if not wanted:
        return []
    inside = [each for each in known if wanted in each or each in wanted]
    close = get_close_matches(wanted, list(known), n=MOST, cutoff=NEAR)
    return list(dict.fromkeys([*close, *inside]))


def _maker(name: str, *, by: User) -> InkMaker:
    key = fold(name)
    if not key:
        raise NoName("maker")
    fresh = InkMaker(slug=_slug(InkMaker.objects, name), name=name, plain_name=key)
    found, is_new = _get_or_create(InkMaker, fresh, plain_name=key)
    if is_new:
        audit.note("maker of inks named", about=found, by=by)
    return found


def _ink(maker: InkMaker, name: str, shade: str, use: str, *, by: User) -> Ink:
    if not fold(name):
        raise NoName("name")
    fresh = Ink(
        maker=maker,
        slug=_slug(maker.inks, f"{name} {shade}"),
        name=name,
        shade=shade,
        intended_use=use,
        plain_name=plain(name, shade),
    )
    found, is_new = _get_or_create(Ink, fresh, maker=maker, plain_name=fresh.plain_name)
    if is_new:
        audit.note("ink named", about=found, by=by)
    elif use and not found.intended_use:
        found.intended_use = use
        found.save(update_fields=["intended_use"])
    return found


def _get_or_create(model, fresh, **key):
    """The row of that key, or the fresh one, stored; two at once make one."""
    found = model.objects.filter(**key).first()
    if found:
        return found, False
    fresh.clean_fields()
    try:
        with transaction.atomic():
            fresh.validate_constraints()
            fresh.save()
    except IntegrityError:
        return model.objects.get(**key), False
    return fresh, True


def _add_dates(batch: InkBatch, *, made_on, expires_on) -> None:
    """Fill in what nobody had read yet; a contradiction is for people to settle."""
    if expires_on and batch.expires_on and expires_on != batch.expires_on:
        raise OtherDates(batch)
    changed = []
    for name, day in (("made_on", made_on), ("expires_on", expires_on)):
        if day and not getattr(batch, name):
            setattr(batch, name, day)
            changed.append(name)
    if changed:
        batch.validate_constraints()
        batch.save(update_fields=changed)


def _slug(rows, name: str) -> str:
    """The name as an address, with a number behind it where it is taken."""
    stem = slugify(anyascii(name))[:40].strip("-") or "ink"
    taken = set(rows.filter(slug__startswith=stem).values_list("slug", flat=True))
    numbered = (f"{stem}-{number}" for number in range(2, len(taken) + 3))
    return next(slug for slug in (stem, *numbered) if slug not in taken)
