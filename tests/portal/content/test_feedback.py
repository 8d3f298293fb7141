""" "Was this page clear?": what is asked, what is kept, what editors make of it."""

import csv
import datetime
import io

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from portal.audit.models import AuditEvent
from portal.content.domain import feedback
from portal.content.models import PageFeedback, SideEffectPage
from tests.conftest import NOW, TODAY
from tests.factories.accounts import UserFactory
from tests.factories.content import (
    GuidePageFactory,
    PageFeedbackFactory,
    SideEffectPageFactory,
    translation_of,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def page():
    return SideEffectPageFactory(title="Redness", slug="redness", published=True)


@pytest.fixture
def reader():
    return Client(enforce_csrf_checks=True)


def say(client, page, answer="no", **more):
    data = {"answer": answer, "version": page.live_revision_id}
    headers = more.pop("headers", {})
    return client.post(
        reverse("feedback", args=[page.pk]), data | more, headers=headers
    )


def comment_address(row) -> str:
    return reverse("feedback-comment", args=[row.key])


class TestAsking:
    def test_every_article_asks_and_stays_in_the_page_cache(
        self, page, reader, django_assert_num_queries
    ):
        html = reader.get(page.url).content.decode()

        assert "Was this page clear?" in html
        assert f'action="/feedback/{page.pk}/"' in html
        assert f'name="version" value="{page.live_revision_id}"' in html
        assert not reader.cookies
        with django_assert_num_queries(0):
            assert reader.get(page.url).content.decode() == html

    def test_a_list_and_the_front_page_do_not_ask(self, page, reader):
        for path in ("/", "/side-effects/"):
            assert "Was this page clear?" not in reader.get(path).content.decode()

    def test_a_preview_has_nothing_to_ask_about(self, rf):
        draft = GuidePageFactory(slug="draft")

        assert draft.live_revision_id is None
        response = draft.make_preview_request(preview_mode="")
        assert "Was this page clear?" not in response.rendered_content

    def test_a_spanish_page_asks_in_spanish(self, page, reader):
        twin = translation_of(page, title="Enrojecimiento")
        html = reader.get(twin.url).content.decode()
        assert f'action="/es/feedback/{twin.pk}/"' in html

        response = reader.post(f"/es/feedback/{twin.pk}/", {"answer": "yes"})

        assert response.url == f"/es/feedback/{twin.pk}/thanks/"
        assert PageFeedback.objects.get().page_id == twin.pk


class TestAnswering:
    def test_a_yes_is_kept_with_the_version_and_nothing_about_who_gave_it(
        self, page, reader
    ):
        response = say(reader, page, "yes")

        row = PageFeedback.objects.get()
        assert response.url == f"/feedback/{page.pk}/thanks/"
        assert (row.page_id, row.version_id) == (page.pk, page.live_revision_id)
        assert (row.was_clear, row.comment, row.answered_on) == (True, "", TODAY)
        assert not reader.cookies
        assert {field.name for field in PageFeedback._meta.fields} == {
            "id",
            "page",
            "version",
            "answered_on",
            "was_clear",
            "comment",
            "key",
            "dealt_with_at",
            "dealt_with_by",
        }
        assert "Thank you" in reader.get(response.url).content.decode()

    def test_after_a_no_a_reader_may_say_what_was_unclear(self, page, reader):
        address = say(reader, page, "no").url
        assert PageFeedback.objects.get().was_clear is False
        html = reader.get(address).content.decode()
        assert "What was unclear or wrong?" in html
        assert "nothing about your own health" in html
        assert "csrfmiddlewaretoken" not in html

        response = reader.post(address, {"comment": "  The table. ", "subject": ""})

        assert response.url == f"/feedback/{page.pk}/thanks/"
        assert PageFeedback.objects.get().comment == "The table."
        assert not reader.cookies

    def test_nothing_need_be_written(self, page, reader):
        address = say(reader, page, "no").url

        assert reader.post(address, {"comment": ""}).status_code == 302
        assert PageFeedback.objects.get().comment == ""

    def test_a_comment_that_is_too_long_is_kept_for_its_writer(self, page, reader):
        address = say(reader, page, "no").url

        html = reader.post(address, {"comment": "x" * 501}).content.decode()

        assert "x" * 501 in html
        assert "500" in html
        assert PageFeedback.objects.get().comment == ""
        reader.post(address, {"comment": "x\r\n" * 249 + "xx"})
        assert PageFeedback.objects.get().comment == "x\n" * 249 + "xx"

    def test_the_first_comment_stands(self, page, reader):
        address = say(reader, page, "no").url
        for words in ("First", "Second"):
            reader.post(address, {"comment": words})

        assert PageFeedback.objects.get().comment == "First"

    def test_a_program_that_fills_every_field_writes_nothing(self, page, reader):
        address = say(reader, page, "no").url

        response = reader.post(address, {"comment": "Buy pills", "subject": "Pills"})

        assert response.url == f"/feedback/{page.pk}/thanks/"
        assert PageFeedback.objects.get().comment == ""

    def test_a_double_click_makes_one_row(self, page, reader):
        first = say(reader, page, "no")
        second = say(Client(), page, "no")

        assert first.url == second.url
        assert PageFeedback.objects.count() == 1

    def test_another_answer_or_network_or_minute_is_another_row(
        self, page, reader, clock
    ):
        say(reader, page, "no")
        say(reader, page, "yes")
        Client(REMOTE_ADDR="192.0.2.9").post(
            reverse("feedback", args=[page.pk]), {"answer": "no"}
        )
        clock.shift(datetime.timedelta(seconds=61))
        say(reader, page, "no")

        assert PageFeedback.objects.count() == 4

    @pytest.mark.parametrize("answer", ["", "perhaps", "yes" * 999])
    def test_what_is_no_answer_is_asked_again(self, answer, page, reader):
        response = say(reader, page, answer)

        assert "Press “Yes” or “No”." in response.content.decode()
        assert not PageFeedback.objects.exists()

    @pytest.mark.parametrize("version", ["", "x", "-1", "9" * 30, "other"])
    def test_a_version_that_is_not_of_the_page_gives_way(self, version, page, reader):
        other = GuidePageFactory(slug="other", published=True)
        version = other.live_revision_id if version == "other" else version

        assert say(reader, page, "yes", version=version).status_code == 302
        assert PageFeedback.objects.get().version_id == page.live_revision_id

    def test_the_version_that_was_read_counts(self, page, reader):
        read = page.live_revision_id
        page.in_short = "Another text."
        page.save_revision().publish()

        say(reader, page, "no", version=read)

        row = PageFeedback.objects.select_related("page").get()
        assert row.version_id == read
        assert not row.is_about_present_text

    def test_only_live_open_articles_take_answers(self, page, reader):
        draft = GuidePageFactory(slug="draft")
        for pk in (draft.pk, page.get_parent().pk, 99999):
            for path in (f"/feedback/{pk}/", f"/feedback/{pk}/thanks/"):
                assert reader.get(path).status_code == 404
        row = PageFeedbackFactory(page=page, comment="")
        SideEffectPage.objects.get(pk=page.pk).unpublish()
        assert reader.get(comment_address(row)).status_code == 404
        assert reader.post(comment_address(row), {"comment": "x"}).status_code == 404
        assert PageFeedback.objects.get().comment == ""

    def test_a_comment_may_follow_until_the_next_day(self, page, reader, clock):
        row = PageFeedbackFactory(page=page, comment="")
        assert reader.get(comment_address(row)).status_code == 200

        clock.shift(datetime.timedelta(days=1))
        assert reader.get(comment_address(row)).status_code == 200
        clock.shift(datetime.timedelta(days=1))
        assert reader.get(comment_address(row)).status_code == 404

    def test_a_yes_takes_no_comment(self, page, reader):
        row = PageFeedbackFactory(page=page, was_clear=True, comment="")

        assert reader.post(comment_address(row), {"comment": "x"}).status_code == 404

    @pytest.mark.parametrize(("sent_from", "kept"), [("cross-site", 0), ("none", 1)])
    def test_a_form_on_another_site_is_refused(self, sent_from, kept, page, reader):
        say(reader, page, "yes", headers={"Sec-Fetch-Site": sent_from})

        assert PageFeedback.objects.count() == kept

    def test_these_pages_are_neither_kept_nor_found(self, page, reader):
        row = PageFeedbackFactory(page=page, comment="")
        paths = [f"/feedback/{page.pk}/", f"/feedback/{page.pk}/thanks/"]
        for path in (*paths, comment_address(row)):
            response = reader.get(path)
            assert response["X-Robots-Tag"] == "noindex"
            assert "no-store" in response["Cache-Control"]
            assert '<meta name="robots" content="noindex">' in response.content.decode()


class TestLimits:
    def test_a_network_answers_twenty_times_an_hour(self, page, reader, clock):
        for number in range(21):
            other = GuidePageFactory(slug=f"guide-{number}", published=True)
            response = say(reader, other, "yes")

        assert response.status_code == 429
        assert "Please come back later" in response.content.decode()
        assert say(reader, other, "yes").status_code == 429
        assert PageFeedback.objects.count() == 20

    def test_a_day_holds_so_many_and_old_ones_go(self, page, monkeypatch, reader):
        monkeypatch.setattr(feedback, "A_DAY_AT_MOST", 1)
        old = PageFeedbackFactory(page=page, answered_on=TODAY - feedback.KEPT * 2)

        say(reader, page, "yes")
        response = say(reader, page, "no")

        assert response.url == f"/feedback/{page.pk}/thanks/"
        assert PageFeedback.objects.get().was_clear
        assert not PageFeedback.objects.filter(pk=old.pk).exists()


class TestDomain:
    def test_dealing_with_a_comment_says_who_and_when(self, page):
        row, editor = PageFeedbackFactory(page=page), UserFactory()

        feedback.deal_with(row, by=editor)

        row.refresh_from_db()
        assert (row.dealt_with_by, row.dealt_with_at) == (editor, NOW)
        event = AuditEvent.objects.get()
        assert (event.verb, event.by_id) == ("page feedback dealt with", editor.pk)
        with pytest.raises(feedback.AlreadyDealtWith):
            feedback.deal_with(row, by=UserFactory())
        row.refresh_from_db()
        assert row.dealt_with_by == editor

    def test_erased_words_are_gone_and_the_no_counts(self, page):
        row, editor = PageFeedbackFactory(page=page), UserFactory()
        feedback.deal_with(row, by=editor)

        feedback.erase(row, by=editor)

        row.refresh_from_db()
        assert (row.comment, row.was_clear, row.dealt_with_by) == ("", False, None)
        assert AuditEvent.objects.latest("sequence").verb == "page feedback erased"
        with pytest.raises(feedback.AlreadyDealtWith):
            feedback.erase(row, by=editor)

    def test_the_same_key_is_the_same_answer_on_a_full_day_too(self, page, monkeypatch):
        row = PageFeedbackFactory(page=page)
        monkeypatch.setattr(feedback, "A_DAY_AT_MOST", 1)

        same = feedback.answer(page, version=None, was_clear=False, key=row.key)

        assert same == row

    @pytest.mark.parametrize(
        ("row", "words"),
        [
            ({"comment": "x"}, "x"),
            ({"comment": "", "was_clear": True}, "Clear"),
            ({"comment": ""}, "Not clear"),
        ],
    )
    def test_an_answer_in_words(self, row, words, page):
        assert str(PageFeedbackFactory(page=page, **row)) == words


@pytest.mark.usefixtures("migrated")
@pytest.mark.ignore_template_errors  # Wagtail's own templates
class TestReports:
    def test_answers_are_counted_by_page_apart_from_older_texts(self, page, sign_in_as):
        for was_clear in (True, True, False):
            PageFeedbackFactory(page=page, was_clear=was_clear, comment="")
        PageFeedbackFactory(page=page, comment="Table")
        PageFeedbackFactory(page=page, version=None, comment="")
        GuidePageFactory(slug="quiet", title="Quiet", published=True)

        html = sign_in_as("editor").get(reverse("page_feedback")).content.decode()

        assert "2 yes, 2 no (50 % yes)" in html
        assert "0 yes, 1 no (0 % yes)" in html
        assert "Quiet" not in html
        assert f"/cms/reports/page-feedback/comments/?page={page.pk}" in html

    def test_a_new_text_starts_anew(self, page, sign_in_as):
        PageFeedbackFactory(page=page, comment="")
        page.in_short = "Another text."
        page.save_revision().publish()

        html = sign_in_as("editor").get(reverse("page_feedback")).content.decode()

        assert "0 yes, 1 no (0 % yes)" in html
        assert "–" in html

    def test_an_editor_reads_comments_and_deals_with_them(self, page, sign_in_as):
        row = PageFeedbackFactory(page=page, comment="<b>The table")
        PageFeedbackFactory(page=page, comment="")
        editor, comments = sign_in_as("editor"), reverse("page_comments")
        html = editor.get(f"{comments}?page={page.pk}").content.decode()
        assert "&lt;b&gt;The table" in html

        answer = editor.post(f"{comments}{row.pk}/deal-with/", follow=True)

        html = answer.content.decode()
        assert "The comment is dealt with." in html
        assert f"{row.__class__.objects.get(pk=row.pk).dealt_with_by}, " in html
        again = editor.post(f"{comments}{row.pk}/deal-with/", follow=True)
        assert "Somebody has dealt with this comment already." in again.content.decode()
        waiting = editor.get(f"{comments}?waiting=true").content.decode()
        assert "The table" not in waiting
        assert editor.post(f"{comments}{row.pk}/praise/").status_code == 404

    def test_a_comment_that_names_somebody_can_be_erased(self, page, sign_in_as):
        row = PageFeedbackFactory(page=page, comment="Ask Maria")
        editor = sign_in_as("editor")

        html = editor.post(
            reverse("page_comment_act", args=[row.pk, "erase"]), follow=True
        ).content.decode()

        assert "Ask Maria" not in html
        assert PageFeedback.objects.get().comment == ""

    def test_a_comment_on_an_older_text_says_so(self, page, sign_in_as):
        PageFeedbackFactory(page=page, version=None)

        html = sign_in_as("editor").get(reverse("page_comments")).content.decode()

        assert "on an older text" in html

    @pytest.mark.parametrize("begin", [*list("=+-@"), "\t=", "\r="])
    def test_formulas_are_dead_in_an_export(self, begin, page, sign_in_as):
        formula = f"{begin}1+1"
        PageFeedbackFactory(page=page, comment=formula)
        editor, address = sign_in_as("editor"), reverse("page_comments")

        made = editor.get(f"{address}?export=csv").getvalue().decode()
        [_heads, cells] = csv.reader(io.StringIO(made, newline=""))
        assert f"'{formula}" in cells
        assert not [cell for cell in cells if cell.startswith(tuple("=+-@\t\r"))]

        made = editor.get(f"{address}?export=xlsx").getvalue()
        cells = [cell for row in load_workbook(io.BytesIO(made)).active for cell in row]
        assert "f" not in {cell.data_type for cell in cells}

    def test_pages_are_exported_with_their_figures(self, page, sign_in_as):
        PageFeedbackFactory(page=page, comment="")
        PageFeedbackFactory(page=page, was_clear=True, comment="")

        address = f"{reverse('page_feedback')}?export=csv"
        made = sign_in_as("editor").get(address).getvalue().decode()

        assert made.splitlines()[1] == "Redness,1,1,50,0,0,0"

    def test_the_menu_leads_editors_there(self, sign_in_as):
        assert "page-feedback/" in sign_in_as("editor").get("/cms/").content.decode()
        reviewer = sign_in_as("clinical_reviewer").get("/cms/").content.decode()
        assert "page-feedback/" not in reviewer
