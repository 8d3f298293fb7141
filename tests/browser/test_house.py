"""The browser's own fixtures, and the first look at the site."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import axe, sign_in


def test_home_is_whole(page):
    page.goto("/")

    expect(page.locator("h1")).to_have_count(1)
    assert axe(page) == []


def test_signing_in_leads_to_the_account(page):
    sign_in(page, "client")

    assert "Daniel Asare" in page.content()


@pytest.mark.parametrize("width", [1280], indirect=True)
def test_a_broken_request_is_noticed(page, problems):
    problems.expect("/static/nowhere.png 404")
    page.goto("/")
    page.evaluate(
        """() => new Promise((done) => {
            const image = new Image();
            image.onerror = done;
            image.src = "/static/nowhere.png";
        })"""
    )

    assert [each.split("/static/")[1] for each in problems] == ["nowhere.png 404"]


@pytest.mark.parametrize("width", [1280], indirect=True)
def test_a_violated_policy_is_noticed(page, problems):
    problems.expect("Content Security Policy")
    page.goto("/")
    page.evaluate(
        """() => {
            const style = document.createElement("style");
            style.textContent = "body { color: red }";
            document.head.append(style);
        }"""
    )

    assert problems
