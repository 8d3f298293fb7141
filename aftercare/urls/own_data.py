"""Under /my/data/: taking one's record along, and being erased."""

from django.urls import path

from aftercare.views import own_data

urlpatterns = [
    path("data/", own_data.overview, name="data"),
    path("data/record.pdf", own_data.paper, name="data-pdf"),
    path("data/record.json", own_data.for_programs, name="data-json"),
    path("data/record.fhir.json", own_data.for_health_care, name="data-fhir"),
    path("data/print/", own_data.to_print, name="data-print"),
    path("data/erase/", own_data.erase, name="data-erase"),
    path("data/stay/", own_data.stay, name="data-stay"),
]
