"""`manage.py start`: everything that `make run` does once the environment stands."""

from django.utils import timezone

from portal.demo import database, files
from portal.demo.domain import world
from portal.demo.progress import tell
from portal.operations.management.commands import up


class Command(up.Command):
    help = "Prepare the database, build the demo world where nothing is, and serve."
    requires_system_checks = []

    def handle(self, *, port, **options):
        self.refuse_a_taken(port)
        database.migrate(self.stdout)
        if world.is_empty():
            database.fill(self.stdout, today=timezone.localdate())
        tell(self.stdout, "Starting the server …")
        super().handle(port=port, **options)

    def say_when_up(self, port):
        if not super().say_when_up(port):
            return False
        if world.is_here():
            tell(self.stdout, self.welcome())
        tell(self.stdout, "Stop with Ctrl+C; the data stays for the next time.")
        return True

    def welcome(self):
        people = files.accounts()
        width = max(len(person["email"]) for person in people)
        lines = [
            "",
            f"Sign in as one of these, all with the password {files.password()}",
        ]
        lines += [f"  {each['email']:{width}}  {each['who']}" for each in people]
        return "\n".join([*lines, ""])
