"""Under /my/: becoming a client, and who sees what."""

from django.urls import path

from aftercare.views import joining, sharing

urlpatterns = [
    path("sharing/", sharing.overview, name="sharing"),
    path("sharing/<int:pk>/", sharing.clinic, name="sharing-clinic"),
    path(
        "sharing/<int:pk>/treatments/<int:treatment>/",
        sharing.show_treatment,
        name="sharing-treatment",
    ),
    path("sharing/<int:pk>/end/", sharing.end, name="sharing-end"),
    path("sharing/consents/<str:purpose>/", sharing.consent, name="consent"),
    path("invitations/<int:pk>/", joining.join, name="join"),
    path("invitations/<int:pk>/decline/", joining.decline, name="decline"),
    path("ask/<slug:slug>/", joining.ask, name="ask"),
    path("desk/<str:token>/", joining.at_desk, name="desk"),
]
