"""Prove that the audit log is whole."""

from django.core.management.base import BaseCommand, CommandError

from portal.audit.domain import audit


class Command(BaseCommand):
    help = "Walk the audit chain and name its first broken link."

    def handle(self, *args, **options):
        verdict = audit.verify()
        if verdict.broken_at:
            raise CommandError(
                f"The audit chain breaks at event {verdict.broken_at}: "
                f"{verdict.reason}."
            )
        self.stdout.write(
            f"The audit chain is whole: {verdict.length} events, head {verdict.head}."
        )
