"""Under /workspace/<clinic>/plans/: the plan that a clinic gives its clients."""

from django.urls import path

from aftercare.views import clinic_plans

app_name = "plans"
urlpatterns = [
    path("", clinic_plans.overview, name="overview"),
    path("adopt/", clinic_plans.adopt, name="adopt"),
    path("add/", clinic_plans.add, name="add"),
    path("<slug:slug>/", clinic_plans.step, name="step"),
    path("<slug:slug>/<str:act>/", clinic_plans.move, name="move"),
]
