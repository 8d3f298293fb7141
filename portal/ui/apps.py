from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from portal.ui import missing


class UiConfig(AppConfig):
    name = "portal.ui"
    label = "ui"
    verbose_name = _("Look")

    def ready(self):
        missing.say()
