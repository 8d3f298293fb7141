"""Run the whole portal from one terminal."""

import os
import socket
import sys
from contextlib import suppress
from http.client import HTTPConnection, HTTPException
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django_tasks import task_backends
from django_tasks_db import DatabaseBackend

from portal.operations.supervisor import Supervisor
from portal.settings.env import BASE_DIR

HERE = "localhost"


class Command(BaseCommand):
    help = "Run the web server, the worker and the scheduler; Ctrl+C ends them all."

    def add_arguments(self, parser):
        parser.add_argument(
            "--port", type=int, default=int(os.environ.get("PORT") or 8000)
        )

    def handle(self, *, port, **options):
        self.refuse_a_taken(port)
        environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": os.environ["DJANGO_SETTINGS_MODULE"],
            "PORT": str(port),
        }
        code = Supervisor(self.commands(), environment=environment).run(
            when_up=lambda: self.say_when_up(port)
        )
        if code:
            raise CommandError("A process ended by itself, so the others were ended.")

    def commands(self):
        web = [sys.executable, "-m", "gunicorn"]
        web += ["--config", "python:portal.operations.webserver"]
        commands = [[*web, "--chdir", str(BASE_DIR), "portal.wsgi"]]
        if isinstance(task_backends["work"], DatabaseBackend):
            commands.append([sys.executable, str(BASE_DIR / "manage.py"), "worker"])
        return commands

    def refuse_a_taken(self, port):
        with socket.socket() as sock:
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                sock.bind(("127.0.0.1", port))
            except OSError as error:
                raise CommandError(
                    f"Port {port} is in use. Choose another: PORT={port + 1}"
                ) from error

    def say_when_up(self, port):
        site = urlsplit(settings.BASE_URL)
        # `localhost` asks for the port at hand, whatever the settings were told.
        where = f"http://localhost:{port}" if site.hostname == HERE else site.geturl()
        with suppress(OSError, HTTPException):  # not listening yet
            connection = HTTPConnection("127.0.0.1", port, timeout=5)
            connection.request("GET", "/health/live", headers={"Host": site.hostname})
            if connection.getresponse().status == 200:
                self.stdout.write(f"Scalpwise is at {where}")
                self.stdout.flush()
                return True
        return False
