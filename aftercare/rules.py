"""What a person is in aftercare."""

from django.utils.translation import gettext as _

from aftercare.models import Client


def standings(user) -> list[str]:
    """Where this person is a client, in words for their account page."""
    return [
        _("Client of %(clinic)s") % {"clinic": client.clinic.name}
        for client in Client.objects.of(user).active()
    ]
