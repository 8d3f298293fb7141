"""Under /workspace/<clinic>/clients/: whom the clinic treats."""

from django.urls import path

from aftercare.views import clients, desk

app_name = "clients"
urlpatterns = [
    path("", clients.overview, name="overview"),
    path("invite/", clients.invite, name="invite"),
    path("desk/", desk.desk, name="desk"),
    path("desk/make/", desk.make, name="desk-make"),
    path("desk/withdraw/", desk.withdraw, name="desk-withdraw"),
    path("<int:pk>/", clients.client, name="client"),
    path("<int:pk>/shown/<int:treatment>/", clients.shown, name="shown"),
    path("<int:pk>/accept/", clients.accept, name="accept"),
    path("<int:pk>/end/", clients.end, name="end"),
    path("invitations/<int:pk>/send/", clients.resend, name="resend"),
    path("invitations/<int:pk>/withdraw/", clients.withdraw, name="withdraw"),
]
