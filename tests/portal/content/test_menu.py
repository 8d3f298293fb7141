"""The register in the main menu and the footer."""

import re

import pytest
from django.test import Client

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("migrated")]


@pytest.mark.parametrize(
    ("path", "url", "is_current"),
    [("/clinics/", "/clinics/", True), ("/es/search/", "/es/clinics/", False)],
)
def test_the_clinics_stand_in_the_menu_and_the_footer(path, url, is_current):
    html = Client().get(path).content.decode()
    nav = html.split('class="site-nav"')[1].split("</nav>")[0]
    footer = html.split("<footer")[1]

    link = re.search(rf'<a href="{url}"( aria-current="page")?>', nav)
    assert link
    assert bool(link[1]) is is_current
    assert f'href="{url}"' in footer
