"""The levels speak of kinds of paper that exist, of whom they say."""

import pytest

from clinics.domain import catalogue
from clinics.enums import Subject
from portal.knowledge import datafile, hygiene

pytestmark = pytest.mark.django_db


def test_every_code_is_in_the_catalogue_and_speaks_of_that_subject():
    text = catalogue.FILE.read_text(encoding="utf-8")
    file = datafile.parse(text, file=catalogue.FILE.name)
    subjects = {kind.code: kind.subject for _entry, kind in catalogue.read(file)}
    ways = [way for step in hygiene.STEPS for line in step.lines for way in line.ways]

    for way in ways:
        assert {subjects[code] for code in way.clinic} <= {Subject.CLINIC}
        assert {subjects[code] for code in way.practitioners} <= {Subject.PRACTITIONER}
