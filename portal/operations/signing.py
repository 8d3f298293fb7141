"""Statements that anybody can check without asking us: canonical JSON and Ed25519.

One private key signs. Its public half is published beside those of the setting
FURTHER_SIGNING_KEYS, so that a key can be announced before it signs and read after it
was retired. Keys are 32 bytes as base64url; a key's id is its thumbprint (RFC 7638).
docs/verification.md says how others verify.
"""

import base64
import hashlib
import json
from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings


@dataclass(frozen=True)
class PublicKey:
    """The half of a key that everybody may have."""

    raw: bytes

    @property
    def jwk(self) -> dict[str, str]:
        """As RFC 8037 writes it."""
        return self._members | {"kid": self.id, "use": "sig", "alg": "EdDSA"}

    @property
    def id(self) -> str:
        return encoded(hashlib.sha256(canonical(self._members)).digest())

    @property
    def pem(self) -> str:
        public = Ed25519PublicKey.from_public_bytes(self.raw)
        form = PublicFormat.SubjectPublicKeyInfo
        return public.public_bytes(Encoding.PEM, form).decode()

    @property
    def _members(self) -> dict[str, str]:
        return {"crv": "Ed25519", "kty": "OKP", "x": encoded(self.raw)}


def canonical(value) -> bytes:
    """The one way to write a value down, after RFC 8785.

    For objects, lists, strings, true, false and null: with members named in ASCII, and
    without numbers, Python writes what the RFC asks for. Raises TypeError for others.
    """
    _refuse_numbers(value)
    return json.dumps(
        value, ensure_ascii=False, separators=(",", ":"), sort_keys=True
    ).encode()


def encoded(data: bytes) -> str:
    """base64url without padding."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def decoded(text: str) -> bytes:
    """Raises ValueError for what is no base64url."""
    return base64.b64decode(text + "=" * (-len(text) % 4), b"-_", validate=True)


def signed(statement: dict) -> bytes:
    """The statement with its signature, the whole of it in canonical form."""
    signature = encoded(_private_key(settings.SIGNING_KEY).sign(canonical(statement)))
    return canonical({"signature": signature, "statement": statement})


def public_half(private: str) -> PublicKey:
    """Of a private key in base64url. Raises ValueError."""
    return PublicKey(_private_key(private).public_key().public_bytes_raw())


def signing_key() -> PublicKey:
    """The public half of the key that signs now."""
    return public_half(settings.SIGNING_KEY)


def published_keys() -> list[PublicKey]:
    """The key that signs, and the further ones. Raises ValueError for a bad one."""
    further = [public_key(text) for text in settings.FURTHER_SIGNING_KEYS]
    return list(dict.fromkeys([signing_key(), *further]))


def public_key(text: str) -> PublicKey:
    """From its base64url, as `x` of a JWK. Raises ValueError."""
    raw = decoded(text)
    Ed25519PublicKey.from_public_bytes(raw)
    return PublicKey(raw)


def _private_key(text: str) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(decoded(text))


def _refuse_numbers(value) -> None:
    if isinstance(value, dict):
        if not all(isinstance(name, str) and name.isascii() for name in value):
            raise TypeError("Members of a statement are named in ASCII.")
        value = list(value.values())
    if isinstance(value, list):
        for item in value:
            _refuse_numbers(item)
    elif not isinstance(value, str | bool | None):
        raise TypeError(f"A statement holds no {type(value).__name__}.")
