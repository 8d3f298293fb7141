"""Invite somebody to the staff from the command line."""

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email

from portal.accounts.domain import invitations
from portal.accounts.enums import InvitedRole, StaffRole


class Command(BaseCommand):
    help = "Sends an invitation to a staff role by mail, good for seven days."

    def add_arguments(self, parser):
        parser.add_argument("email")
        parser.add_argument("--role", required=True, choices=StaffRole.values)

    def handle(self, *_args, email, role, **_options):
        try:
            validate_email(email)
            invitations.invite(email=email, role=InvitedRole(role), by=None)
        except ValidationError as error:
            raise CommandError(f"{email} is not an e-mail address.") from error
        except invitations.AlreadyInvited as error:
            raise CommandError(
                f"{email} has an unanswered invitation to this role. "
                "Send it again or withdraw it in the admin."
            ) from error
        self.stdout.write(f"Invited {email} as {StaffRole(role).label}.")
