"""Under /cms/queue/: all that waits for one of us."""

from django.urls import path

from portal.moderation.views import queue, review

app_name = "queue"
urlpatterns = [
    path("", queue.items, name="items"),
    path("certification/<int:pk>/", review.certification, name="certification"),
    path(
        "certification/<int:pk>/preview/",
        review.preview,
        name="certification-preview",
    ),
    path("<slug:kind>/<int:pk>/claim/", queue.claim, name="claim"),
]
