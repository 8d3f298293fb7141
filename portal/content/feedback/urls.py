"""Where readers say whether a page was clear."""

from django.urls import path

from portal.content.feedback import views

urlpatterns = [
    path("<int:page>/", views.answer, name="feedback"),
    path("<int:page>/thanks/", views.thanks, name="feedback-thanks"),
    path("comment/<uuid:key>/", views.comment, name="feedback-comment"),
]
