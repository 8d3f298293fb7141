"""Writes to clinics and practitioners whose papers end."""

from django.core.management.base import BaseCommand

from clinics.domain import reminders


class Command(BaseCommand):
    help = (
        "Begin the letters about the end of papers that are due now. Asked twice, it "
        "writes once."
    )

    def handle(self, **options):
        for reminder in reminders.remind():
            paper = reminder.certification
            self.stdout.write(f"{paper.shown_code} {reminder.step}")
