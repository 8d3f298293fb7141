"""Files in the thread of a report: sent by both sides, refused with a sentence."""

from tests.browser.conftest import press, sign_in
from tests.browser.test_photos import is_sound
from tests.factories import documents


def ask_the_clinic(page) -> str:
    """Report what the clinic has to answer, and allow photos; gives the number."""
    page.goto("/my/report/")
    page.locator("input[name=trend][value=worse]").check()
    page.locator("input[name=redness_extent][value='3']").check()
    press(page, "Send")
    page.get_by_text("Nothing was sent yet").wait_for()
    press(page, "Send")
    page.get_by_role("heading", name="What happens with your report").wait_for()
    number = page.url.rstrip("/").split("/")[-1]
    page.get_by_role("link", name="Add photos").click()
    page.get_by_role("heading", name="Add photos").wait_for()
    if page.get_by_role("button", name="Yes, I allow photos").count():
        press(page, "Yes, I allow photos")
        page.get_by_role("region", name="Crown").wait_for()
    return number


def attach(page, *files):
    page.get_by_label("Attach files").set_input_files(list(files))


def test_client_and_clinic_attach_files(page, another_page, tmp_path):
    picture, letter, broken = (
        tmp_path / name for name in ("scalp.jpg", "letter.pdf", "broken.pdf")
    )
    picture.write_bytes(documents.picture())
    letter.write_bytes(documents.pdf("From the doctor"))
    broken.write_bytes(documents.pdf()[:400])
    sign_in(page, "client")
    number = ask_the_clinic(page)
    report = f"/my/reports/{number}/"
    page.goto(report)
    page.get_by_label("Your message").fill("This is what the doctor gave me.")
    attach(page, picture, broken)
    press(page, "Send the message")
    page.get_by_text("broken.pdf: The PDF does not end as it should").wait_for()
    words = page.get_by_label("Your message").input_value()
    assert words == "This is what the doctor gave me."
    is_sound(page)

    attach(page, picture, letter)
    press(page, "Send the message")
    page.get_by_text("Your message was sent.").wait_for()
    page.get_by_role("img", name="Attached picture: scalp.jpg").wait_for()
    is_sound(page)
    with page.expect_download() as download:
        page.get_by_role("link", name="letter.pdf").click()
    assert download.value.suggested_filename == "letter.pdf"

    clinic = another_page()
    sign_in(clinic, "owner")
    clinic.goto(f"/workspace/crown-row-studio/inbox/{number}/")
    clinic.get_by_role("img", name="Attached picture: scalp.jpg").wait_for()
    clinic.get_by_label("What to watch for").fill("A fever.")
    clinic.get_by_label("When to come back").fill("Tomorrow.")
    attach(clinic, letter)
    press(clinic, "Send the answer")
    clinic.get_by_text("It is written down").wait_for()
    is_sound(clinic)
    page.goto(report)
    page.get_by_role("link", name="letter.pdf").nth(1).wait_for()
