"""Signed statements and the keys to check them: addresses that carry no language."""

from django.urls import path

from clinics.views import keys, statement

urlpatterns = [
    path("v/keys.json", keys.jwks, name="statement-keys"),
    path("v/keys/<str:key>.pem", keys.pem, name="statement-key"),
    path("v/<str:code>.json", statement.statement, name="statement"),
]
