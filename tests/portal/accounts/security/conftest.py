"""A second browser in which the same person is signed in."""

import pytest
from django.test import Client
from django.urls import reverse


@pytest.fixture
def elsewhere(user, sign_in):
    browser = Client()
    sign_in(user.email, using=browser)
    assert browser.get(reverse("account")).status_code == 200
    return browser
