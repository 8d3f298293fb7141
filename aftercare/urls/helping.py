"""Under /helping/: the plans of those whom somebody helps."""

from django.urls import include, path

from aftercare.views import helping, plan

app_name = "helping"
of_one = [
    path("", plan.show_today, name="today"),
    path("plan/", plan.show_plan, name="plan"),
    path("plan/<date:on>/", plan.day, name="day"),
    path("plan/<date:on>/<slug:slug>/", plan.step, name="step"),
    path("leave/", helping.leave, name="leave"),
]
urlpatterns = [
    path("", helping.overview, name="overview"),
    path("<int:helper>/", include(of_one)),
]
