"""Under /evidence/: what was handed in, for who may see it. No language."""

from django.urls import include, path

from clinics.views import evidence

app_name = "evidence"
pages = [
    path("", evidence.file, name="file"),
    path("<int:page>/", evidence.page, name="page"),
]
urlpatterns = [path("<uuid:key>/", include(pages))]
