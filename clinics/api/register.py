"""The addresses of the open data, and their description as OpenAPI."""

from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404, JsonResponse
from django.utils import timezone
from ninja import NinjaAPI, Path, Query, Schema
from ninja.errors import ValidationError

from clinics import open_data
from clinics.api import schemas, tables
from clinics.api.schemas import Problem
from portal.operations.views.problems import MEDIA_TYPE, problem

ROOT = "/api/v1/"
PAGE = 50
GET = ["GET", "HEAD"]
REFUSALS = {400: Problem, 422: Problem, 429: Problem}
MISSING = {404: Problem}


class Register(NinjaAPI):
    """ninja's API, which describes its errors as what they are: problem details."""

    def get_openapi_schema(self, **_options):
        schema = super().get_openapi_schema(path_prefix=ROOT)
        schema["servers"] = [{"url": settings.BASE_URL}]
        for operations in schema["paths"].values():
            operations.pop("head", None)
            for status, answer in operations["get"]["responses"].items():
                if int(status) >= 400:
                    content = answer["content"]
                    content[MEDIA_TYPE] = content.pop("application/json")
        return schema


api = Register(
    title="Scalpwise register",
    version="1",
    description=(
        "Listed clinics for scalp micropigmentation and the papers they show. What a "
        "paper is worth is computed for the day it is where the clinic stands, at the "
        "moment of asking: ask again rather than keep an answer."
    ),
    urls_namespace="api",
    openapi_url=None,
    docs_url=None,
)


@api.exception_handler(ValidationError)
def refuse(request, error):
    errors = [
        {"where": ".".join(map(str, each["loc"])), "why": each["msg"]}
        for each in error.errors
    ]
    return problem(422, "A value cannot be taken.", errors=errors)


@api.exception_handler(Http404)
def nothing_there(request, error):
    return problem(404, "There is nothing of that name.")


class Narrowed(Schema):
    """Which clinics to list."""

    country: schemas.Country | None = None
    town: schemas.Town | None = None
    language: schemas.Language | None = None
    holds: schemas.Holds | None = None
    after: schemas.Slug | None = None
    limit: schemas.Limit = PAGE


class Turned(Schema):
    """Which page of certifications to list."""

    after: schemas.Code | None = None
    limit: schemas.Limit = PAGE


@api.api_operation(
    GET,
    "clinics",
    response={200: schemas.Clinics, **REFUSALS},
    url_name="clinics",
    operation_id="clinics",
    summary="Listed clinics, in the order of their addresses",
)
def clinics(request, query: Query[Narrowed]):
    """`holds` is a category, or the code of a kind of certification."""
    narrowed = query.dict(exclude={"limit"})
    found = list(open_data.clinics(at=timezone.now(), **narrowed)[: query.limit + 1])
    shown = found[: query.limit]
    return {
        "items": [open_data.clinic_data(clinic) for clinic in shown],
        "next": _next(request, query, found, shown and shown[-1].slug),
    }


@api.api_operation(
    GET,
    "clinics.csv",
    url_name="clinics-csv",
    operation_id="clinics-csv",
    summary="All listed clinics as a table",
    openapi_extra={
        "responses": {200: {"description": "OK", "content": {"text/csv": {}}}}
    },
    response={429: Problem, 400: Problem},
)
def clinics_table(request):
    rows = tables.clinic_rows(at=timezone.now())
    return tables.answer(request, "clinics.csv", tables.CLINIC_COLUMNS, rows)


@api.api_operation(
    GET,
    "clinics/{slug}",
    response={200: schemas.Clinic, **MISSING, **REFUSALS},
    url_name="clinic",
    operation_id="clinic",
    summary="One listed clinic",
)
def clinic(request, slug: Path[schemas.Slug]):
    return open_data.clinic_data(open_data.clinic(slug))


@api.api_operation(
    GET,
    "clinics/{slug}/certifications",
    response={200: schemas.Certifications, **MISSING, **REFUSALS},
    url_name="clinic-certifications",
    operation_id="clinic-certifications",
    summary="What a clinic and the people who work there today have shown",
)
def certifications(request, slug: Path[schemas.Slug], query: Query[Turned]):
    """Accepted once: those that hold, and those that ended or were taken away."""
    papers = open_data.certifications_of(
        open_data.clinic(slug), after=open_data.stored_code(query.after)
    )
    found = list(papers[: query.limit + 1])
    shown = found[: query.limit]
    return {
        "items": [open_data.certification_data(paper) for paper in shown],
        "next": _next(request, query, found, shown and shown[-1].code),
    }


@api.api_operation(
    GET,
    "certifications.csv",
    url_name="certifications-csv",
    operation_id="certifications-csv",
    summary="All certifications of listed clinics that hold now, as a table",
    openapi_extra={
        "responses": {200: {"description": "OK", "content": {"text/csv": {}}}}
    },
    response={429: Problem, 400: Problem},
)
def certifications_table(request):
    rows = tables.paper_rows(at=timezone.now())
    return tables.answer(request, "certifications.csv", tables.PAPER_COLUMNS, rows)


@api.api_operation(
    GET,
    "certifications/{code}",
    response={200: schemas.Certification, **MISSING, **REFUSALS},
    url_name="certification",
    operation_id="certification",
    summary="One certification by its public code",
)
def certification(request, code: Path[schemas.Code]):
    """Capitals, gaps and hyphens make no difference."""
    return open_data.certification_data(open_data.certification(code))


@api.api_operation(
    GET,
    "certification-types",
    response={200: schemas.Kinds, **REFUSALS},
    url_name="types",
    operation_id="types",
    summary="The kinds of certification",
)
def kinds(request):
    return {"items": [open_data.kind_data(kind) for kind in open_data.kinds()]}


@api.api_operation(
    GET,
    "certification-types/{code}",
    response={200: schemas.Kind, **MISSING, **REFUSALS},
    url_name="type",
    operation_id="type",
    summary="One kind of certification",
)
def kind(request, code: Path[schemas.KindCode]):
    return open_data.kind_data(open_data.kind(code))


def description(request):
    """All of this as OpenAPI."""
    return JsonResponse(api.get_openapi_schema())


def _next(request, query, found: list, last: str) -> str | None:
    """The address of the next page; None on the last one."""
    if len(found) <= query.limit:
        return None
    asked = query.dict(exclude_none=True) | {"after": last}
    return open_data.absolute(f"{request.path}?{urlencode(asked)}")
