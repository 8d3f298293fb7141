"""What we sign is written in one way, and the keys say who we are."""

import json
from io import StringIO

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from django.core.management import call_command
from hypothesis import given
from hypothesis import strategies as st

from portal.operations import signing
from portal.settings.env import kept_secret

PLAIN = st.none() | st.booleans() | st.text(st.characters(exclude_categories=["Cs"]))
NAMES = st.text(st.characters(min_codepoint=32, max_codepoint=126), min_size=1)


def command(**options) -> str:
    out = StringIO()
    call_command("signing_key", stdout=out, **options)
    return out.getvalue()


def test_canonical_form_is_that_of_the_rfc():
    """The strings of RFC 8785, 3.2.2, and the order of its members."""
    value = {"string": '€$\u000f\nA\'B"\\\\"/', "literals": [None, True, False]}

    assert signing.canonical(value).decode() == (
        '{"literals":[null,true,false],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}'
    )


@pytest.mark.parametrize("value", [1, 1.5, [{"a": 2}], {"día": "x"}, {1: "x"}, b"x"])
def test_canonical_form_knows_no_number_and_no_other_type(value):
    with pytest.raises(TypeError):
        signing.canonical(value)


@given(st.dictionaries(NAMES, PLAIN | st.lists(PLAIN)))
def test_canonical_form_reads_back_as_the_same(value):
    assert json.loads(signing.canonical(value)) == value


@given(st.dictionaries(NAMES, PLAIN, min_size=1))
def test_signature_holds_for_the_statement_and_for_no_other(statement):
    answer = json.loads(signing.signed(statement))
    key = Ed25519PublicKey.from_public_bytes(signing.signing_key().raw)
    signature = signing.decoded(answer["signature"])

    key.verify(signature, signing.canonical(answer["statement"]))
    with pytest.raises(InvalidSignature):
        key.verify(signature, signing.canonical({**statement, "more": "words"}))


def test_id_of_a_key_is_its_thumbprint():
    """The example of RFC 8037, appendix A.3."""
    key = signing.public_key("11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo")

    assert key.id == "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k"
    assert key.jwk["kid"] == key.id
    assert key.pem.startswith("-----BEGIN PUBLIC KEY-----\n")


def test_further_keys_are_published_behind_the_one_that_signs(settings):
    own = signing.encoded(signing.signing_key().raw)
    other = "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"
    settings.FURTHER_SIGNING_KEYS = [other, own]

    assert [key.jwk["x"] for key in signing.published_keys()] == [own, other]


def test_command_prints_the_public_half_and_makes_new_pairs(settings):
    assert command().strip() == signing.encoded(signing.signing_key().raw)

    private, public = (line.split()[1] for line in command(new=True).splitlines())
    assert public != command().strip()
    settings.SIGNING_KEY = private
    assert command().strip() == public


def test_key_of_the_embedded_installation_is_made_once_and_kept_private(tmp_path):
    path = tmp_path / "signing_key"

    made = kept_secret(path, size=32)

    assert len(signing.decoded(made)) == 32
    assert path.stat().st_mode & 0o777 == 0o600
    assert kept_secret(path, size=32) == made
