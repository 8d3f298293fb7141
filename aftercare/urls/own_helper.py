"""Under /my/helper/: who helps."""

from django.urls import path

from aftercare.views import own_helper

urlpatterns = [
    path("", own_helper.overview, name="helper"),
    path("<int:pk>/ticks/", own_helper.ticks, name="helper-ticks"),
    path("<int:pk>/end/", own_helper.end, name="helper-end"),
    path("invitations/<int:pk>/send/", own_helper.resend, name="helper-resend"),
    path("invitations/<int:pk>/withdraw/", own_helper.withdraw, name="helper-withdraw"),
]
