"""Under /passport/: what somebody shows of their passport, by a link."""

from django.urls import path

from aftercare.views import passport

urlpatterns = [path("<str:token>/", passport.shown, name="passport-shown")]
