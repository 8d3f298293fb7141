"""Django's deployment checks on the production settings: nothing is connected to.

python -m tests.house.deployment
"""

import os
import subprocess
import sys
import tempfile

INVENTED = {
    "DJANGO_SETTINGS_MODULE": "portal.settings.production",
    "SECRET_KEY": "only-for-checks-0123456789-" * 3,
    "BASE_URL": "https://scalpwise.example",
    "DATABASE_URL": "postgres://portal:password@127.0.0.1/portal",
    "REDIS_URL": "redis://:password@127.0.0.1:6379/0",
    "S3_ENDPOINT_URL": "https://files.example",
    "S3_ACCESS_KEY_ID": "portal",
    "S3_SECRET_ACCESS_KEY": "password",
    "S3_MEDIA_BUCKET": "media",
    "S3_PRIVATE_BUCKET": "private",
    "EMAIL_URL": "submission://portal:password@mail.example:587",
    "DEFAULT_FROM_EMAIL": "portal@scalpwise.example",
    "SIGNING_KEY": "b25seS1mb3ItY2hlY2tzLW9ubHktZm9yLWNoZWNrcyE",
    "TRUSTED_PROXIES": "1",
}


def main() -> int:
    manage = [sys.executable, "manage.py"]
    with tempfile.TemporaryDirectory() as static:
        environment = os.environ | INVENTED | {"STATIC_ROOT": static}
        for command in (
            [*manage, "collectstatic", "--noinput", "--verbosity=0"],
            [*manage, "check", "--deploy", "--fail-level=ERROR"],
        ):
            done = subprocess.run(command, env=environment, check=False)
            if done.returncode:
                return done.returncode
    return 0


if __name__ == "__main__":
    sys.exit(main())
