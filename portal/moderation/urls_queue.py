"""Under /cms/queue/: all that waits for one of us."""

from django.urls import path

from portal.moderation.views import (
    lab_report,
    message,
    queue,
    report,
    review,
    step_reason,
)

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
    path("step-reason/<int:pk>/", step_reason.reason, name="step-reason"),
    path("message/<int:pk>/", message.message, name="message"),
    path("report/<int:pk>/", report.report, name="report"),
    path("<slug:kind>/<int:pk>/claim/", queue.claim, name="claim"),
]
