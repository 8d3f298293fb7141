"""A clinic's way from the application to the list, as its people go it in a browser."""

import re
from uuid import uuid4

from playwright.sync_api import expect

from tests.browser.conftest import axe, press, sign_in
from tests.browser.server import link_in, text_of
from tests.browser.test_accounts import PASSWORD, fits


def is_sound(page):
    assert (axe(page), fits(page)) == ([], True)


def sign_up_on_the_way(page, server) -> str:
    """From the page that says what comes of it, through sign-up, and back."""
    address = f"ana-{uuid4().hex[:8]}@example.org"
    page.goto("/clinics/apply/")
    is_sound(page)
    page.get_by_role("link", name="Create an account").click()
    page.get_by_label("Your name").fill("Ana Duarte")
    page.get_by_label("Email").fill(address)
    page.get_by_label("Password").fill(PASSWORD)
    press(page, "Create the account")
    mail = text_of(server.wait_for_mail(address))
    page.get_by_label("Code").fill(re.search(r"^\w{4}-\w{4}\b", mail, re.M)[0])
    press(page, "Go on")
    page.wait_for_url("**/clinics/apply/")
    return address


def apply(page, name):
    is_sound(page)
    page.get_by_label("Name of the clinic").fill(name)
    page.get_by_label("Legal name").fill(f"{name} Lda")
    page.get_by_label("Responsible person").fill("Ana Duarte")
    page.get_by_label("Street and number").fill("Rua do Carmo 12")
    page.get_by_label("Town").fill("Lisbon")
    page.get_by_label("Country").select_option("PT")
    expect(page.get_by_label("Time zone")).to_have_value("Europe/Lisbon")
    page.get_by_label("I may speak for this clinic").check()
    press(page, "Open the workspace")
    page.get_by_role("heading", name="What a clinic needs to be listed").wait_for()
    is_sound(page)


def write_the_profile(page):
    page.get_by_role("link", name="A few sentences about the clinic").click()
    page.get_by_label("About the clinic").fill("Two chairs, and scalps only.")
    page.get_by_label("Language 1").select_option("pt")
    page.get_by_label("E-mail address for the public").fill("hello@example.org")
    preview = page.locator("#preview")
    preview.get_by_text("Two chairs, and scalps only.").wait_for()
    preview.get_by_text("Portuguese").wait_for()
    preview.get_by_text("hello@example.org").wait_for()
    is_sound(page)
    press(page, "Save the profile")
    page.get_by_text("The profile is saved.").wait_for()


def say_the_hours(page, kind):
    page.get_by_role("link", name=kind).click()
    page.get_by_label("Monday, from").first.fill("09:00")
    page.get_by_label("Monday, until").first.fill("17:30")
    page.get_by_label("Tuesday to Friday as on Monday").check()
    is_sound(page)
    press(page, "Save the hours")
    page.get_by_text("The hours are saved.").wait_for()
    expect(page.get_by_label("Friday, until").first).to_have_value("17:30")


def name_an_urgent_contact(page, server, address):
    page.get_by_role("link", name="Urgent contacts").click()
    page.get_by_role("link", name="Name somebody").first.click()
    page.get_by_label("Name").fill("Ana Duarte")
    page.get_by_label("E-mail address").fill(address)
    page.get_by_label("Telephone").fill("+351 21 000 0000")
    known = len(server.mails_to(address))
    press(page, "Save and send the test")
    page.get_by_text("Not confirmed").wait_for()
    is_sound(page)
    page.goto(link_in(server.wait_for_mail(address, after=known)))
    press(page, "Yes, they reach me")
    page.get_by_role("heading", name="Thank you, messages reach you").wait_for()


def list_it(page, name):
    """What the reviewer does in the admin."""
    sign_in(page, "reviewer")
    page.goto("/cms/clinics/?status=waiting")
    page.get_by_role("link", name=name).click()
    page.get_by_role("link", name="Put on the list").click()
    for check in ("Identity checked", "Premises checked", "Insurance checked"):
        page.get_by_label(check).check()
    press(page, "Put on the list")
    page.get_by_text("The clinic is on the list, and its owners hear of it.").wait_for()


def test_apply_fill_in_hand_in_and_be_listed(page, another_page, server):
    name = f"Coroa {uuid4().hex[:6]}"
    address = sign_up_on_the_way(page, server)
    apply(page, name)
    listing = page.url
    write_the_profile(page)
    say_the_hours(page, "Opening hours")
    say_the_hours(page, "Response hours")
    name_an_urgent_contact(page, server, address)

    public = f"/clinics/{name.lower().replace(' ', '-')}/"
    reader = another_page()
    assert reader.goto(public).status == 404
    page.goto(listing)
    press(page, "Hand in to be listed")
    page.get_by_text("Handed in. The reviewers look at it").wait_for()
    known = len(server.mails_to(address))
    list_it(another_page(), name)

    letter = server.wait_for_mail(address, after=known)
    assert letter["Subject"] == f"{name} is on the list"
    page.goto(listing)
    page.get_by_text("The public finds your clinic.").wait_for()
    is_sound(page)
    reader.goto(public)
    reader.get_by_role("heading", name=name, level=1).wait_for()
    reader.get_by_text("Two chairs, and scalps only.").wait_for()


def test_preview_needs_no_script(another_page):
    page = another_page(java_script_enabled=False)
    sign_in(page, "owner")
    page.goto("/workspace/")
    page.get_by_role("link", name="Profile", exact=True).click()
    kept = page.get_by_label("Name of the clinic").input_value()
    page.get_by_label("Name of the clinic").fill("Only a try")
    press(page, "Preview without saving")

    tried = page.locator("#preview").get_by_role("heading", name="Only a try")
    expect(tried).to_be_visible()
    page.goto(page.url)
    expect(page.get_by_label("Name of the clinic")).to_have_value(kept)
