"""Under /my/passport/: the ink passport of whoever is signed in."""

from django.urls import path

from aftercare.views import passport

urlpatterns = [
    path("", passport.own, name="passport"),
    path("link/", passport.make_link, name="passport-link"),
    path("link/withdraw/", passport.withdraw_link, name="passport-link-withdraw"),
    path("<int:pk>/received/", passport.receive, name="passport-receive"),
]
