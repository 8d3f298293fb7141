"""Under /workspace/<clinic>/inbox/: what clients report, and the answers."""

from django.urls import path

from aftercare.views import attachments, inbox, message_flags, photos

app_name = "inbox"
urlpatterns = [
    path("", inbox.overview, name="overview"),
    path("<slug:number>/", inbox.report, name="report"),
    path("<slug:number>/read/", inbox.have_read, name="read"),
    path(
        "<slug:number>/messages/<int:pk>/flag/",
        message_flags.by_clinic,
        name="message-flag",
    ),
    path("<slug:number>/acknowledge/", inbox.acknowledge, name="acknowledge"),
    path("<slug:number>/reply/", inbox.reply, name="reply"),
    path("<slug:number>/contact/", inbox.contact, name="contact"),
    path("<slug:number>/raise/", inbox.raise_level, name="raise"),
    path("<slug:number>/resolve/", inbox.resolve, name="resolve"),
    path(
        "<slug:number>/attachments/<uuid:key>/",
        attachments.at_clinic,
        name="attachment",
    ),
    path(
        "<slug:number>/attachments/<uuid:key>/small/",
        attachments.at_clinic,
        {"small": True},
        name="attachment-small",
    ),
    path("<slug:number>/photos/<uuid:key>/", photos.picture_at_clinic, name="photo"),
    path(
        "<slug:number>/photos/<uuid:key>/small/",
        photos.picture_at_clinic,
        {"small": True},
        name="photo-small",
    ),
]
