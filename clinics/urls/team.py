"""Under /workspace/<clinic>/: the team, and who holds the needle."""

from django.urls import path

from clinics.views import placement_requests, practitioners, team, team_invitations

urlpatterns = [
    path("team/", team.team, name="team"),
    path("team/invite/", team_invitations.to_team, name="team-invite"),
    path("team/hand-over/", team.hand_over, name="hand-over"),
    path("team/<int:pk>/role/", team.role, name="member-role"),
    path("team/<int:pk>/end/", team.end, name="member-end"),
    path(
        "invitations/<int:pk>/send/",
        team_invitations.resend,
        name="invitation-resend",
    ),
    path(
        "invitations/<int:pk>/withdraw/",
        team_invitations.withdraw,
        name="invitation-withdraw",
    ),
    path("practitioners/", practitioners.overview, name="practitioners"),
    path("practitioners/add/", practitioners.introduce, name="practitioner-introduce"),
    path("practitioners/place/", placement_requests.ask, name="practitioner-place"),
    path(
        "practitioners/asked/<int:pk>/withdraw/",
        placement_requests.withdraw,
        name="placement-request-withdraw",
    ),
    path("practitioners/<int:pk>/", practitioners.edit, name="practitioner-edit"),
    path(
        "practitioners/<int:pk>/invite/",
        team_invitations.to_profile,
        name="practitioner-invite",
    ),
    path("practitioners/<int:pk>/end/", practitioners.end, name="placement-end"),
]
