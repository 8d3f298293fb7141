"""Where the demo world refuses to be built."""

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from portal.accounts.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture
def allowed(settings):
    settings.DEMO_ALLOWED = True


@pytest.mark.parametrize("options", [{}, {"reset": True}])
def test_a_database_of_other_people_is_refused(options, allowed, person):
    stranger = person("editor")

    with pytest.raises(CommandError, match="holds other people's accounts"):
        call_command("demo", **options)

    assert set(User.objects.all()) == {stranger}


@pytest.mark.parametrize("options", [{}, {"reset": True}])
def test_production_is_refused(options):
    with pytest.raises(CommandError, match="for the embedded installation only"):
        call_command("demo", **options)

    assert not User.objects.exists()
