"""`manage.py signing_key`: the public half of the key that signs, or a new pair."""

import secrets

from django.core.management.base import BaseCommand

from portal.operations import signing


class Command(BaseCommand):
    help = "Prints the public half of the key that signs; with --new, another pair."

    def add_arguments(self, parser):
        parser.add_argument(
            "--new", action="store_true", help="make a pair that nothing uses yet"
        )

    def handle(self, *_args, new=False, **_options):
        if not new:
            self.stdout.write(signing.encoded(signing.signing_key().raw))
            return
        private = secrets.token_urlsafe(32)
        public = signing.encoded(signing.public_half(private).raw)
        self.stdout.write(f"private: {private}\npublic:  {public}")
