"""Signed statements say what the page says, and anybody can check them."""

import json
import re
import subprocess
import sys

import pytest
from django.test import Client

from clinics.enums import Act, CertificationStatus
from portal.operations import signing
from portal.settings.env import BASE_DIR
from tests.clinics.test_verification import (
    STATES,
    days,
    decide,
    of_practitioner,
    paper,
    superseded,
)
from tests.factories.clinics import PlacementFactory

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def address(certification):
    return f"/v/{certification.shown_code}.json"


def said(certification) -> dict:
    return Client().get(address(certification)).json()["statement"]


def test_statement_says_everything_about_the_paper_at_this_moment():
    made = paper(scope="Scalp only", jurisdiction="GB-WLS")

    assert said(made) == {
        "version": "1",
        "code": made.shown_code,
        "standing": "valid",
        "holds": True,
        "day": "2026-11-23",
        "issued_at": "2026-11-23T09:00:00Z",
        "expires_at": "2026-11-24T00:00:00Z",
        "subject": "clinic",
        "clinic": {
            "name": "Crown Studio",
            "street": "Rua do Carmo 12",
            "postcode": "1200-093",
            "town": "Lisbon",
            "country": "PT",
            "time_zone": "Europe/Lisbon",
            "status": "listed",
        },
        "practitioner": None,
        "certification": {
            "type": made.type.code,
            "name": "Premises licence",
            "category": "licence",
            "claim": "licensed",
            "issued_by": "Cardiff Council",
            "number": "APC-2026-0041",
            "scope": "Scalp only",
            "jurisdiction": "GB-WLS",
            "verification": "issuer",
            "valid_from": "2026-01-27",
            "valid_until": "2028-10-23",
            "counts_until": "2028-10-23",
        },
        "suspended_or_revoked_on": None,
        "replaced_by": None,
        "issuer": "http://testserver",
        "public_sentence": None,
        "reply": None,
        "ask_again": f"http://testserver{address(made)}",
        "key_id": signing.signing_key().id,
        "keys": "http://testserver/v/keys.json",
    }


@pytest.mark.parametrize("state", STATES)
def test_statement_holds_exactly_where_the_page_is_not_red(state):
    make, kind, _word, _sentence = STATES[state]

    assert said(make())["holds"] is (kind in {"good", "warn"})


def test_statement_names_what_replaced_the_paper_and_what_took_it_away():
    old = superseded()
    gone = paper(status=CertificationStatus.REVOKED)
    decide(gone, Act.REVOKE, "The council has withdrawn it.")

    assert said(old)["replaced_by"] == old.renewals.get().shown_code
    assert said(gone)["suspended_or_revoked_on"] == "2026-11-18"


def test_statement_about_a_practitioner_says_where_the_person_works():
    made = of_practitioner()
    placement = PlacementFactory(practitioner=made.practitioner)
    placement.clinic.status = "listed"
    placement.clinic.save()

    statement = said(made)

    assert (statement["subject"], statement["clinic"]) == ("practitioner", None)
    assert statement["practitioner"]["name"] == "María Sol"
    [works] = statement["practitioner"]["works_at"]
    assert works["name"] == placement.clinic.name


def test_statement_is_kept_by_nobody_and_readable_from_anywhere():
    answer = Client().get(address(paper()))

    assert answer["Content-Type"] == "application/json"
    assert answer["Cache-Control"] == "no-store"
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert answer["X-Robots-Tag"] == "noindex"
    assert answer.content == signing.canonical(answer.json())


def test_code_is_read_forgivingly_and_refused_in_json():
    made = paper()

    assert Client().get(f"/v/{made.code.lower()}.json").url == address(made)
    for code, error in (("8K2M-4T7Q-WXX9", "unknown_code"), ("8K2M", "mistyped_code")):
        answer = Client().get(f"/v/{code}.json")
        assert (answer.status_code, answer.json()) == (404, {"error": error})


OTHER = "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"


def test_keys_are_published_for_programs_people_and_openssl(settings):
    settings.FURTHER_SIGNING_KEYS = [OTHER]
    client = Client()

    keys = client.get("/v/keys.json").json()["keys"]
    html = client.get("/v/keys/").content.decode()

    own = signing.signing_key()
    assert [key["kid"] for key in keys] == [own.id, signing.public_key(OTHER).id]
    assert keys[1]["x"] == OTHER
    for key in keys:
        assert key["kid"] in html
        pem = client.get(f"/v/keys/{key['kid']}.pem").content.decode()
        assert pem in html
    assert html.index("Signs today") < html.index("Signs no more, or not yet")
    assert client.get("/v/keys/nobody.pem").status_code == 404


DOCS = (BASE_DIR / "docs" / "verification.md").read_text()


def block(language: str, beginning: str) -> str:
    [found] = [
        text
        for text in re.findall(rf"```{language}\n(.*?)```", DOCS, re.S)
        if text.startswith(beginning)
    ]
    return found


@pytest.fixture
def downloads(tmp_path, settings):
    """What the handbook tells to fetch, of a paper with every sort of letter."""
    settings.FURTHER_SIGNING_KEYS = [OTHER]
    made = paper(scope='Ñandú "quoted" \\ <b> – € 指 \u007f', counts_until=days(300))
    client = Client()
    key = f"/v/keys/{signing.signing_key().id}.pem"
    for name, path in {
        "statement.json": address(made),
        "keys.json": "/v/keys.json",
        "key.pem": key,
    }.items():
        (tmp_path / name).write_bytes(client.get(path).content)
    return tmp_path


def run(command: list[str], folder):
    return subprocess.run(
        command, cwd=folder, capture_output=True, text=True, check=False
    )


def tamper(folder):
    path = folder / "statement.json"
    path.write_bytes(path.read_bytes().replace(b'"holds":true', b'"holds":false'))


def test_handbook_checks_a_statement_in_ten_lines_of_python(downloads):
    program = block("python", "import base64")
    assert len(program.replace("\n\n", "\n").splitlines()) == 10

    done = run([sys.executable, "-c", program], downloads)
    code = json.loads((downloads / "statement.json").read_text())["statement"]["code"]
    assert done.stdout.startswith(f"{code} valid "), done.stderr

    tamper(downloads)
    assert "InvalidSignature" in run([sys.executable, "-c", program], downloads).stderr


def test_handbook_checks_a_statement_with_openssl(downloads):
    program = block("sh", "LC_ALL=C sed")

    done = run(["sh", "-c", program], downloads)
    assert "Signature Verified Successfully" in done.stdout, done.stderr

    tamper(downloads)
    assert "Verified Successfully" not in run(["sh", "-c", program], downloads).stdout


def test_handbook_names_every_member_of_the_statement():
    members = set(re.findall(r"`(\w+)`", DOCS))

    statement = said(paper())
    assert set(statement) <= members
