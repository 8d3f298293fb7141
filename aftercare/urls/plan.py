"""Under /my/: the client's own plan."""

from django.urls import path

from aftercare.views import calendars, plan

urlpatterns = [
    path("", plan.show_today, name="today"),
    path("plan/", plan.show_plan, name="plan"),
    path("plan/calendar/", calendars.overview, name="calendar"),
    path("plan/calendar.ics", calendars.download, name="calendar-file"),
    path("plan/sheet.pdf", calendars.sheet, name="sheet"),
    path("plan/earlier/<int:pk>/", plan.show_plan, name="plan-earlier"),
    path("plan/<date:on>/", plan.day, name="day"),
    path("plan/<date:on>/<slug:slug>/", plan.step, name="step"),
]
