"""The shape of what the open data answers and asks, as OpenAPI describes it."""

import datetime
from typing import Annotated, Literal

from ninja import Field, Schema
from pydantic import StringConstraints

from clinics.enums import (
    Category,
    Claim,
    ClinicStatus,
    Standing,
    Subject,
    Verification,
)

Slug = Annotated[str, StringConstraints(pattern=r"^[-a-zA-Z0-9_]{1,50}$")]
Code = Annotated[str, StringConstraints(pattern=r"^[0-9A-Za-z -]{12,20}$")]
KindCode = Annotated[str, StringConstraints(pattern=r"^[A-Z][A-Z0-9-]{1,11}$")]
Country = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]
Language = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}$")]
Town = Annotated[str, StringConstraints(pattern=r"^[^\x00-\x1f\x7f]{1,120}$")]
Holds = Annotated[
    str,
    StringConstraints(
        pattern=rf"^({'|'.join(Category.values)}|[A-Z][A-Z0-9-]{{1,11}})$"
    ),
]
Limit = Annotated[int, Field(ge=1, le=200)]
WORDS = "The same words by language: en always, es where they are translated."


class Problem(Schema):
    """What went wrong (RFC 9457)."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str


class Wrong(Schema):
    """One value that cannot be taken, and why."""

    where: str
    why: str


class Refused(Problem):
    """What went wrong, value by value."""

    errors: list[Wrong]


class Clinic(Schema):
    """A listed clinic, as its profile shows it."""

    slug: Slug
    url: str
    name: str
    legal_name: str
    street: str
    postcode: str
    town: str
    country: Country
    latitude: float | None
    longitude: float | None
    time_zone: str = Field(description="Its papers begin and end by the day there.")
    languages: list[Language]
    description: str
    website: str
    email: str
    phone: str


class Holder(Schema):
    """Whom a certification speaks of; of a practitioner only the address is told."""

    kind: Literal["clinic", "practitioner"]
    slug: Slug
    name: str = ""
    status: ClinicStatus | None = None


class Certification(Schema):
    """A paper that was accepted once, and what it is worth today."""

    code: str
    url: str
    type: KindCode
    type_name: dict[str, str] = Field(description=WORDS)
    category: Category
    claim: Claim = Field(description="The word to use before the date.")
    holder: Holder
    issuer: str
    issuer_register_url: str
    number: str
    scope: str
    jurisdiction: str
    issued_on: datetime.date | None
    valid_from: datetime.date
    valid_until: datetime.date | None = Field(
        description="The last day on the paper; null where it bears none."
    )
    counts_until: datetime.date = Field(
        description="The last day on which the portal vouches for it."
    )
    verification: Verification
    as_of: datetime.date = Field(description="The day that `standing` speaks of.")
    standing: Standing
    holds: bool = Field(description="False too while its clinic is off the list.")


class Kind(Schema):
    """A kind of certification: what it shows, and what it does not."""

    code: KindCode
    category: Category
    subject: Subject
    claim: Claim
    strongest_check: Verification
    name: dict[str, str] = Field(description=WORDS)
    shows: dict[str, str] = Field(description=WORDS)
    does_not_show: dict[str, str] = Field(description=WORDS)
    longest_validity_months: int | None
    recheck_months: int = Field(description="When the portal looks again; its own rule")
    jurisdictions: list[str] = Field(description="Empty: it exists anywhere.")
    risk_factors: list[str]
    sources: list[str]


class Clinics(Schema):
    items: list[Clinic]
    next: str | None = Field(description="The address of the next page.")


class Certifications(Schema):
    items: list[Certification]
    next: str | None = Field(description="The address of the next page.")


class Kinds(Schema):
    items: list[Kind]
