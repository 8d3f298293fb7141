"""Making an account and guarding it, as a person does it in a browser."""

import re
from uuid import uuid4

import pytest
from playwright.sync_api import expect

from portal.demo import files
from tests.browser.conftest import axe, press, send, sign_in
from tests.browser.server import text_of
from tests.portal.accounts.conftest import totp_code

PASSWORD = "a hill of small ants"


@pytest.fixture
def passkey(page):
    """A phone that says yes with a fingerprint, as Chromium plays it."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    return devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def fits(page) -> bool:
    """Nothing sticks out to the side."""
    width = "document.documentElement.{}Width"
    return page.evaluate(f"{width.format('scroll')} <= {width.format('client')}")


def sign_up(page, server) -> str:
    """A new account, its address proved by the code from the mail."""
    address = f"wanda-{uuid4().hex[:8]}@example.org"
    page.goto("/account/signup/")
    assert (axe(page), fits(page)) == ([], True)
    page.get_by_label("Your name").fill("Wanda Walker")
    page.get_by_label("Email").fill(address)
    page.get_by_label("Password").fill(PASSWORD)
    press(page, "Create the account")
    mail = text_of(server.wait_for_mail(address))
    page.get_by_label("Code").fill(re.search(r"^\w{4}-\w{4}\b", mail, re.M)[0])
    press(page, "Go on")
    page.get_by_role("heading", name="Wanda Walker").wait_for()
    return address


def confirm_password(page):
    page.get_by_role("heading", name="Is it still you?").wait_for()
    page.get_by_label("Password").fill(PASSWORD)
    press(page, "Go on")


def sign_out(page):
    page.goto("/account/")
    send(page, "Sign out")
    page.goto("/account/")
    page.get_by_role("heading", name="Sign in", exact=True).wait_for()


def test_sign_up_add_a_passkey_and_come_back_with_it(page, server, passkey):
    address = sign_up(page, server)
    assert (axe(page), fits(page)) == ([], True)

    page.get_by_role("link", name="Add a passkey").click()
    page.get_by_role("link", name="Add a passkey").click()
    confirm_password(page)
    assert (axe(page), fits(page)) == ([], True)
    press(page, "Add it")
    page.get_by_text("You see these codes only now").wait_for()
    assert (axe(page), fits(page)) == ([], True)
    expect(page.locator("#recovery_codes li")).to_have_count(10)
    mail = server.wait_for_mail(address, after=1)
    assert mail["Subject"] == "A passkey was added to your account"

    sign_out(page)
    press(page, "Use a passkey")
    page.get_by_role("heading", name="Wanda Walker").wait_for()
    assert "1 passkey" in page.inner_text("main")


def test_sign_up_set_up_a_code_app_and_come_back_with_it(page, server):
    address = sign_up(page, server)

    page.get_by_role("link", name="Set up a code app").click()
    confirm_password(page)
    assert (axe(page), fits(page)) == ([], True)
    secret = page.locator("main code").inner_text()
    page.get_by_label("Authenticator code").fill(totp_code(secret))
    press(page, "Finish")
    page.get_by_text("The code app is set up.").wait_for()
    code = page.locator("#recovery_codes code").first.inner_text()

    sign_out(page)
    page.get_by_label("Email").fill(address)
    page.get_by_label("Password").fill(PASSWORD)
    press(page, "Sign in")
    page.get_by_role("heading", name="One more step").wait_for()
    assert (axe(page), fits(page)) == ([], True)
    page.get_by_label("Code").fill("12345678")
    press(page, "Sign in")
    page.get_by_role("alert").get_by_text("Incorrect code.").wait_for()
    page.get_by_label("Code").fill(code)  # the app's code may have been used already
    press(page, "Sign in")
    page.get_by_role("heading", name="Wanda Walker").wait_for()


@pytest.mark.own_server(second_factor=True)
@pytest.mark.parametrize("width", [390], indirect=True)
def test_staff_are_led_to_the_second_factor_and_then_let_in(page, passkey):
    sign_in(page, "admin")
    page.goto("/cms/")
    page.get_by_text("Set up a second factor to go on").wait_for()
    assert (axe(page), fits(page)) == ([], True)

    page.get_by_role("link", name="Add a passkey").click()
    page.get_by_label("Password").fill(files.password())
    press(page, "Go on")
    press(page, "Add it")
    page.get_by_text("You see these codes only now").wait_for()
    page.goto("/cms/")
    page.wait_for_url("**/cms/")


@pytest.mark.parametrize("width", [390], indirect=True)
def test_consent_is_given_and_withdrawn(page, server):
    sign_up(page, server)

    press(page, "Allow Healing photos")
    page.get_by_text("Thank you. Your consent is recorded.").wait_for()
    press(page, "Withdraw Healing photos")
    page.get_by_text("Your consent is withdrawn, as of now.").wait_for()
