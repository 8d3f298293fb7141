from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ClinicsConfig(AppConfig):
    name = "clinics"
    verbose_name = _("Clinics")

    def ready(self):
        from clinics import places, rules
        from clinics.domain import evidence, labels, team_invitations
        from portal.accounts import places as account_places
        from portal.accounts import rules as account_rules
        from portal.files import keeping

        keeping.is_needed(evidence.FOLDER, evidence.names_needed)
        keeping.is_needed(labels.FOLDER, labels.names_needed)
        account_rules.is_a_duty(rules.works_at_a_clinic)
        account_rules.leads_to_a_duty("clinic-apply")
        account_rules.is_a_standing(rules.standings)
        account_places.is_a_place(
            places.TEAM,
            account_places.Kind(
                offer=places.offer_of_team,
                take_up=team_invitations.join,
                gives_duties=True,
            ),
        )
        account_places.is_a_place(
            places.PROFILE,
            account_places.Kind(
                offer=places.offer_of_profile,
                take_up=team_invitations.claim,
                gives_duties=False,
            ),
        )
