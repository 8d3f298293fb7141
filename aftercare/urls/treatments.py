"""Under /workspace/<clinic>/treatments/: what the clinic does for its clients."""

from django.urls import path

from aftercare.views import recording, treatments

app_name = "treatments"
urlpatterns = [
    path("", treatments.overview, name="overview"),
    path("<int:pk>/", treatments.treatment, name="treatment"),
    path("sessions/<int:pk>/", treatments.session, name="session"),
    path("sessions/<int:pk>/hand-over/", treatments.hand_over, name="hand-over"),
    path("sessions/<int:pk>/correct/", treatments.correct, name="session-correct"),
    path("record/", recording.choose_client, name="record"),
    path("record/<int:client>/", recording.begin, name="record-begin"),
    path("record/<uuid:key>/health/", recording.ask_health, name="record-health"),
    path("record/<uuid:key>/who/", recording.say_who, name="record-who"),
    path("record/<uuid:key>/ink/", recording.name_ink, name="record-ink"),
    path("record/<uuid:key>/check/", recording.check, name="record-check"),
    path("record/<uuid:key>/discard/", recording.discard, name="record-discard"),
]
