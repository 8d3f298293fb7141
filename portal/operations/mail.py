"""Mail backends: the outbox of a production installation, the folder of a small one."""

import re
import sys
from pathlib import Path

from django.conf import settings
from django.core.mail.backends.base import BaseEmailBackend

from portal.operations.domain import mail

LINK = re.compile(r"https?://\S+")


class OutboxBackend(BaseEmailBackend):
    """Leave each message to a worker; the page never waits for a mail server."""

    def send_messages(self, email_messages):
        to_people = [message for message in email_messages if message.recipients()]
        for message in to_people:
            mail.post(message)
        return len(to_people)


class FolderBackend(BaseEmailBackend):
    """Keep each message as a file and say on the console what came.

    A visitor of the one-command installation finds the confirmation link there.
    """

    def send_messages(self, email_messages):
        folder = Path(settings.EMAIL_FILE_PATH)
        folder.mkdir(parents=True, exist_ok=True)
        for message in email_messages:
            content = message.message()
            path = folder / f"{content['Message-ID'].strip('<>').split('@')[0]}.eml"
            path.write_bytes(content.as_bytes())
            self.announce(message, path)
        return len(email_messages)

    def announce(self, message, path):
        link = LINK.search(message.body)
        lines = [f"Mail: {message.subject}", f"  kept in {path}"]
        if link:
            lines.append(f"  {link.group()}")
        sys.stdout.write("\n".join(lines) + "\n")
        sys.stdout.flush()
