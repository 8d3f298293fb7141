"""Who gets what from the addresses of the open data."""

from tests.factories.clinics import CertificationTypeFactory
from tests.house import makers
from tests.house.makers import CANARY
from tests.house.matrix import OFF_THE_LIST, OPEN_DATA, Row

ROWS: dict[str, Row] = {
    "api:certification": Row(
        **OPEN_DATA, make=makers.paper_in_open_data(in_force=True)
    ),
    "api:certification (draft)": Row(
        **OFF_THE_LIST, make=makers.paper_in_open_data(number=CANARY)
    ),
    "api:certifications-csv": Row(**OPEN_DATA),
    "api:clinic": Row(**OPEN_DATA, make=makers.clinic_in_open_data("listed")),
    "api:clinic (draft)": Row(**OFF_THE_LIST, make=makers.clinic_in_open_data("draft")),
    "api:clinic (unlisted)": Row(
        **OFF_THE_LIST, make=makers.clinic_in_open_data("unlisted")
    ),
    "api:clinic-certifications": Row(
        **OPEN_DATA, make=makers.clinic_in_open_data("listed")
    ),
    "api:clinic-certifications (draft)": Row(
        **OFF_THE_LIST, make=makers.clinic_in_open_data("draft")
    ),
    "api:clinics": Row(**OPEN_DATA),
    "api:clinics-csv": Row(**OPEN_DATA),
    "api:openapi": Row(**OPEN_DATA),
    "api:type": Row(
        **OPEN_DATA,
        make=lambda person: {"code": CertificationTypeFactory(code="APC").code},
    ),
    "api:types": Row(**OPEN_DATA),
}
