from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AftercareConfig(AppConfig):
    name = "aftercare"
    verbose_name = _("Aftercare")

    def ready(self):
        from django.urls import register_converter

        from aftercare import clinic_tasks, places, rules, tracing
        from aftercare.converters import DateConverter
        from aftercare.domain import attachments, clients, helping, photos
        from clinics import menu, records, todo
        from clinics.rules import Right
        from portal.accounts import places as account_places
        from portal.accounts import rules as account_rules
        from portal.files import keeping
        from portal.knowledge.hygiene import Fact

        keeping.is_needed(photos.FOLDER, photos.names_needed)
        keeping.is_needed(attachments.FOLDER, attachments.names_needed)
        register_converter(DateConverter, "date")
        records.show(Fact.BATCHES_RECORDED, tracing.batches_are_recorded)
        account_rules.is_a_standing(rules.standings)
        account_places.is_a_place(
            places.CLIENT,
            account_places.Kind(
                offer=places.offer_of_client,
                take_up=clients.take_up,
                gives_duties=False,
                asks_at=places.asks_at,
            ),
        )
        account_places.is_a_place(
            places.HELPER,
            account_places.Kind(
                offer=places.offer_of_helper,
                take_up=helping.take_up,
                gives_duties=False,
            ),
        )
        menu.add(
            menu.Tab(
                name="clients",
                address="clients:overview",
                label=_("Clients"),
                right=Right.SEE_CLIENTS,
            ),
            after="dashboard",
        )
        menu.add(
            menu.Tab(
                name="treatments",
                address="treatments:overview",
                label=_("Treatments"),
                right=Right.KEEP_TREATMENTS,
            ),
            after="clients",
        )
        menu.add(
            menu.Tab(
                name="inbox",
                address="inbox:overview",
                label=_("Reports"),
                right=Right.ANSWER_REPORTS,
            ),
            after="dashboard",
        )
        menu.add(
            menu.Tab(
                name="figures",
                address="figures:overview",
                label=_("Figures"),
                right=Right.SEE_FIGURES,
            ),
            after="inbox",
        )
        menu.add(
            menu.Tab(
                name="plans",
                address="plans:overview",
                label=_("Healing plan"),
                right=Right.KEEP_PLANS,
            ),
            after="bottles",
        )
        todo.add(
            todo.Source(
                name="reports",
                right=Right.ANSWER_REPORTS,
                tasks=clinic_tasks.about_reports,
            )
        )
        todo.add(
            todo.Source(
                name="sessions",
                right=Right.KEEP_TREATMENTS,
                tasks=clinic_tasks.about_sessions,
            )
        )
