"""Reminds people of the plan of their day."""

from django.core.management.base import BaseCommand

from aftercare.domain import reminders


class Command(BaseCommand):
    help = (
        "Remind everybody whose hour has come of the plan of their day. Asked twice, "
        "it reminds once."
    )

    def handle(self, **options):
        self.stdout.write(str(reminders.remind()))
