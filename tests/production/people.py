"""People of the running installation, and what they send."""

import http.client
import re
from urllib.parse import urlsplit

PASSWORD = "seven quiet follicles"
CLEO, CONTACT = "cleo@example.com", "on-call@example.com"
ADA, BEA, DEA = "ada@plan.example", "bea@plan.example", "dea@plan.example"
MANY = [f"many-{number}@plan.example" for number in range(12)]
LEAVING = [f"leaving-{number}@plan.example" for number in range(4)]
# Cleo is a client and gets no reminders; the others have a clock that says about noon,
# and are not active, because rounds of reminders come by themselves. Nobody's password
# is worth the time of Argon2.
EVERYBODY = f"""
import datetime
from django.conf import settings
from django.utils import timezone
from portal.accounts.models import User
from tests.factories.accounts import ConsentFactory, UserFactory
from tests.factories.aftercare import ErasureFactory
from tests.factories.clinics import UrgentContactFactory
from tests.factories.plans import launched
from tests.factories.reminders import PushSubscriptionFactory, ReminderWishFactory

settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
now = timezone.now()
cleo = User.objects.get(email="{CLEO}")
ReminderWishFactory(user=cleo, by_email=False)
for purpose in ("care", "photos"):
    ConsentFactory(user=cleo, purpose=purpose)
UrgentContactFactory(clinic=launched(cleo, days_ago=3).clinic, kind="urgent",
                     email="{CONTACT}", tested_at=now, confirmed_at=now)
noon = f"Etc/GMT{{now.hour - 12:+d}}"
for address in {[ADA, BEA, DEA, *MANY]}:
    person = UserFactory(email=address, time_zone=noon, is_active=False)
    launched(person, days_ago=3)
    if address in {[ADA, BEA, DEA]}:
        at = "https://push.example.com/" + address
        PushSubscriptionFactory(user=person, endpoint=at)
for address in {LEAVING}:
    ErasureFactory(user=UserFactory(email=address))
"""
REPORT = "/my/report/"
USUAL = {"trend": "better", "redness_extent": "1", "pain_nrs": "2"}
URGENT = {"trend": "worse", "redness_extent": "3", "pain_nrs": "7"}


def sign_up(stack, visitor, *, address):
    """Sign up on the first web process and confirm on the second."""
    one, two = stack.web
    answer = visitor.post(
        one,
        "/account/signup/",
        display_name="Ada",
        email=address,
        password1=PASSWORD,
    )
    assert answer.status == 302, answer.text
    confirm = urlsplit(answer.headers["Location"]).path
    mail = stack.mailbox.wait_for(address)
    text = mail.get_body(("plain",)).get_content()
    code = re.search(r"^\s*([A-Z0-9]{3,4}-?[A-Z0-9]{3,4})\s*$", text, re.MULTILINE)[1]
    answer = visitor.post(two, confirm, code=code)
    assert answer.status == 302, answer.text


def report(visitor, port, token, key, answers=USUAL) -> str | None:
    """Where the answer is to be read; None if it was not acknowledged."""
    try:
        answer = visitor.send(port, REPORT, token, key=key, send="yes", **answers)
    except (OSError, http.client.HTTPException):
        return None
    return answer.headers["Location"] if answer.status == 302 else None


def number_in(place: str) -> str:
    """The number of the report whose page that is."""
    return place.strip("/").split("/")[-1]
