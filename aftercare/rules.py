"""What a person is in aftercare."""

from django.utils.translation import gettext as _

from aftercare.models import Client, Helper


def standings(user) -> list[str]:
    """Where this person is a client, and whom they help, for their account page."""
    clients = [
        _("Client of %(clinic)s") % {"clinic": client.clinic.name}
        for client in Client.objects.of(user).active()
    ]
    return clients + [
        _("Helper of %(name)s") % {"name": helped.person_name}
        for helped in Helper.objects.open().filter(helper=user).for_reading()
    ]
