"""Reminders on devices: whom we speak to, what we say, and who is forgotten."""

import base64
import json

import http_ece
import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from django.core import mail

from aftercare import push
from aftercare.domain import push_subscriptions, reminders, wishes
from aftercare.models import PushSubscription, Reminder
from portal.audit.models import AuditEvent
from tests.factories.accounts import UserFactory
from tests.factories.plans import launched
from tests.factories.reminders import PushSubscriptionFactory

pytestmark = pytest.mark.django_db
PAGE = "/my/reminders/"
DEVICES = "/my/reminders/devices/"
PRIVATE = "q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94"  # of RFC 8291, appendix A


@pytest.fixture
def me(person):
    return person("client")


@pytest.fixture
def browser(sign_in_as):
    return sign_in_as("client")


def said(response) -> str:
    return response.content.decode()


class Service:
    """A push service that answers with one status, in place of the line to it."""

    def __init__(self, status=201):
        self.status = status
        self.calls = []

    def post(self, endpoint, *, data, headers, timeout):
        self.calls.append((endpoint, data, headers, timeout))
        return push.Reply(self.status, "")


def test_a_message_is_encrypted_for_the_device_and_signed(settings):
    service = Service()
    device = PushSubscriptionFactory()
    push.deliver(device, {"title": "Your plan for today is ready"}, line=service)
    ((endpoint, data, headers, timeout),) = service.calls

    number = int.from_bytes(base64.urlsafe_b64decode(PRIVATE + "="))
    plain = http_ece.decrypt(
        data,
        private_key=ec.derive_private_key(number, ec.SECP256R1()),
        auth_secret=base64.urlsafe_b64decode(device.auth + "=="),
    )
    assert json.loads(plain) == {"title": "Your plan for today is ready"}
    assert (endpoint, timeout, headers["content-encoding"]) == (
        device.endpoint,
        10,
        "aes128gcm",
    )
    assert push.public_key() in headers["authorization"]


@pytest.mark.parametrize(
    ("status", "error"),
    [
        (404, push.Gone),
        (410, push.Gone),
        (429, push.NotDelivered),
        (500, push.NotDelivered),
    ],
)
def test_what_a_service_says(status, error):
    with pytest.raises(push.NotDelivered) as caught:
        push.deliver(PushSubscriptionFactory(), {"title": "x"}, line=Service(status))
    assert caught.type is error


@pytest.mark.parametrize(
    "endpoint",
    [
        "http://push.example.com/1",
        "https://push.example.com:8443/1",
        "https://127.0.0.1/1",
        "https://[::1]/1",
        "https://localhost/1",
        "https://printer.local/1",
        "https://db.internal./1",
        "https://me@push.example.com/1",
        "https://push.example.com:x/1",
        "ftp://push.example.com/1",
        "push.example.com",
        "",
    ],
)
def test_no_push_service(endpoint, browser):
    with pytest.raises(push.Refused):
        push.host_of(endpoint)
    keys = {
        "p256dh": PushSubscriptionFactory.p256dh,
        "auth": PushSubscriptionFactory.auth,
    }
    page = browser.post(DEVICES, keys | {"endpoint": endpoint}, follow=True)
    assert "This device could not be added." in said(page)
    assert PushSubscription.objects.count() == 0


@pytest.mark.parametrize(
    "places",
    [
        ["127.0.0.1"],
        ["10.0.0.7"],
        ["93.184.216.34", "192.168.0.1"],
        ["::ffff:1.1.1.1"],
        [],
    ],
)
def test_a_name_that_leads_to_a_neighbour_is_never_spoken_to(places):
    def resolve(host, port, **_how):
        return [(0, 0, 0, "", (place, port)) for place in places]

    def connect(*_where, **_how):
        raise AssertionError("Somebody was spoken to.")

    line = push.Line(resolve=resolve, connect=connect)
    with pytest.raises(push.NotDelivered, match="Refused"):
        push.deliver(PushSubscriptionFactory(), {"title": "x"}, line=line)


def test_a_service_that_does_not_answer_is_no_fault_of_ours():
    def connect(place, **_how):
        assert place == ("93.184.216.34", 443)
        raise TimeoutError

    line = push.Line(
        resolve=lambda *_a, **_k: [(0, 0, 0, "", ("93.184.216.34", 443))],
        connect=connect,
    )
    with pytest.raises(push.NotDelivered, match="TimeoutError"):
        push.deliver(PushSubscriptionFactory(), {"title": "x"}, line=line)


def test_a_device_is_added_once_and_all_are_forgotten(me, browser):
    device = PushSubscriptionFactory.build()
    sent = {each: getattr(device, each) for each in ("endpoint", "p256dh", "auth")}
    for _twice in range(2):
        page = browser.post(DEVICES, sent, follow=True)
        assert "This device is reminded from now on." in said(page)
    assert PushSubscription.objects.get().user == me
    assert "1 device is reminded." in said(browser.get(PAGE))

    others = PushSubscriptionFactory()
    browser.post(DEVICES, {"act": "remove"})
    assert list(PushSubscription.objects.all()) == [others]


def test_a_browser_is_the_last_ones_who_allowed_it(me):
    device = PushSubscriptionFactory()
    push_subscriptions.add(
        device.endpoint, p256dh=device.p256dh, auth=device.auth, by=me
    )
    assert PushSubscription.objects.get().user == me


def test_without_a_key_the_page_says_that_letters_come_alone(browser, settings):
    settings.PUSH_KEY = ""
    page = said(browser.get(PAGE))
    assert "Reminders come by e-mail alone here" in page
    assert "add-device" not in page
    device = PushSubscriptionFactory.build()
    sent = {each: getattr(device, each) for each in ("endpoint", "p256dh", "auth")}
    assert "could not be added" in said(browser.post(DEVICES, sent, follow=True))


@pytest.fixture
def service(monkeypatch):
    """What `Line()` becomes."""
    service = Service()
    monkeypatch.setattr(push, "Line", lambda: service)
    return service


def remind(django_capture_on_commit_callbacks) -> int:
    with django_capture_on_commit_callbacks(execute=True):
        return reminders.remind()


def test_both_ways_once(me, service, django_capture_on_commit_callbacks):
    launched(me, days_ago=3)
    PushSubscriptionFactory.create_batch(2, user=me)
    PushSubscriptionFactory()
    for _twice in range(2):
        remind(django_capture_on_commit_callbacks)
    assert (len(mail.outbox), len(service.calls)) == (1, 2)


@pytest.mark.parametrize(
    ("email", "on_devices", "has_key", "found"),
    [
        (True, False, True, (1, 1, 0)),
        (False, True, True, (1, 0, 1)),
        (False, False, True, (0, 0, 0)),
        (False, True, False, (0, 0, 0)),
    ],
)
def test_each_way_on_its_own(
    me, service, settings, email, on_devices, has_key, found,
    django_capture_on_commit_callbacks,
):  # fmt: skip
    settings.PUSH_KEY = settings.PUSH_KEY if has_key else ""
    launched(me, days_ago=3)
    PushSubscriptionFactory(user=me)
    wishes.change(me, by=me, by_email=email, by_push=on_devices)
    claimed = remind(django_capture_on_commit_callbacks)
    assert (claimed, len(mail.outbox), len(service.calls)) == found


@pytest.mark.parametrize(("days_ago", "kind"), [(3, "plan"), (180, "check_in")])
def test_a_device_is_told_the_subject_and_what_a_tap_opens(
    me, monkeypatch, days_ago, kind, django_capture_on_commit_callbacks
):
    told = []
    monkeypatch.setattr(push, "deliver", lambda _device, message: told.append(message))
    launched(me, days_ago=days_ago)
    PushSubscriptionFactory(user=me)
    remind(django_capture_on_commit_callbacks)

    assert told == [{"title": mail.outbox[0].subject, "kind": kind}]


def test_who_has_no_device_and_wants_no_letter_is_not_claimed(me):
    launched(me, days_ago=3)
    PushSubscriptionFactory(user=UserFactory())
    wishes.end_letters(me)
    assert reminders.remind() == 0


@pytest.mark.parametrize(("status", "left"), [(410, 0), (404, 0), (500, 1), (201, 1)])
def test_devices_that_are_gone_are_forgotten(
    me, service, status, left, django_capture_on_commit_callbacks
):
    service.status = status
    launched(me, days_ago=3)
    PushSubscriptionFactory(user=me)
    remind(django_capture_on_commit_callbacks)
    assert PushSubscription.objects.count() == left
    assert len(mail.outbox) == 1


def test_a_worker_that_dies_before_the_devices_leaves_them_silent(me, service):
    """The note is committed first; what follows it is not done a second time."""
    launched(me, days_ago=3)
    PushSubscriptionFactory(user=me)
    reminders.remind()  # nothing that waits for the commit is run
    assert service.calls == []
    reminders.send(Reminder.objects.get().batch)
    assert service.calls == []


def test_forgetting_devices_where_there_is_none_notes_nothing(db):
    push_subscriptions.remove_all(by=UserFactory())

    assert not AuditEvent.objects.filter(verb="reminders to devices ended").exists()
