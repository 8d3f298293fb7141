from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OperationsConfig(AppConfig):
    name = "portal.operations"
    label = "operations"
    verbose_name = _("Operations")

    def ready(self):
        from portal import checks  # noqa: F401 registers the system checks
        from portal.operations import signals  # noqa: F401 connects the receivers
