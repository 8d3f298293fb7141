from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AftercareConfig(AppConfig):
    name = "aftercare"
    verbose_name = _("Aftercare")

    def ready(self):
        from aftercare import rules
        from portal.accounts import rules as account_rules

        account_rules.is_a_standing(rules.standings)
