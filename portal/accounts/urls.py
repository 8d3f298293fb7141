"""Under /account/, before allauth's own addresses."""

from django.urls import path

from portal.accounts.views import account, invitation
from portal.accounts.views.sign_out import SignOut

urlpatterns = [
    path("", account.overview, name="account"),
    path("consents/<str:purpose>/", account.consent, name="account-consent"),
    path("sessions/<int:pk>/end/", account.end_session, name="account-session-end"),
    path("invitation/<str:token>/", invitation.invitation, name="account-invitation"),
    path("logout/", SignOut.as_view(), name="account_logout"),
]
