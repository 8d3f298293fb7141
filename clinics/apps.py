from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ClinicsConfig(AppConfig):
    name = "clinics"
    verbose_name = _("Clinics")

    def ready(self):
        from clinics import rules
        from portal.accounts import rules as account_rules

        account_rules.is_a_duty(rules.works_at_a_clinic)
        account_rules.leads_to_a_duty("clinic-apply")
        account_rules.is_a_standing(rules.standings)
