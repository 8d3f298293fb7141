"""Under /cms/queue/: all that waits for one of us."""

from django.urls import path

from portal.moderation.views import lab_report, queue, review

app_name = "queue"
urlpatterns = [
    path("", queue.items, name="items"),
    path("certification/<int:pk>/", review.certification, name="certification"),
    path(
        "certification/<int:pk>/preview/",
        review.preview,
        name="certification-preview",
    ),
    path("lab-report/<int:pk>/", lab_report.review, name="lab-report"),
    path(
        "lab-report/<int:pk>/original/<int:of_round>/",
        lab_report.original,
        name="lab-report-original",
    ),
    path("<slug:kind>/<int:pk>/claim/", queue.claim, name="claim"),
]
