"""Keys of a service of others by which it signs who somebody is: long ones alone are believed."""

from datetime import UTC, datetime
from typing import Any

import pytest
from joserfc import jwt
from joserfc.jwk import ECKey, RSAKey

from api.security import oidc
from api.security.oidc import ElsewhereError, Service

AT = datetime(2026, 11, 23, tzinfo=UTC)
SERVICE = Service("https://tara.example", "house", "shared", "https://plaan.example/back")
CLAIMS = {
    "iss": SERVICE.issuer,
    "aud": "house",
    "sub": "EE60001018800",
    "exp": 2_000_000_000,
    "iat": 1_700_000_000,
    "nonce": "N",
}


def named(service: Service, key: Any, kind: str, *others: Any) -> str:
    """Whom a token names that this key signed."""
    token = {"id_token": jwt.encode({"alg": kind}, CLAIMS, key)}
    keys = {"keys": [one.as_dict(private=False) for one in (key, *others)]}
    return oidc._identity(service, token, keys, "N", AT).subject  # noqa: SLF001 - the core of it


def test_a_short_key_is_not_believed_unless_the_operator_says_so() -> None:
    short = RSAKey.generate_key(2048)
    with pytest.raises(ElsewhereError, match="no key of 3072 bits"):
        named(SERVICE, short, "RS256")
    loose = Service(SERVICE.issuer, SERVICE.client_id, "shared", SERVICE.redirect, rsa_bits=2048)
    assert named(loose, short, "RS256") == CLAIMS["sub"]


def test_a_short_key_is_not_believed_beside_a_long_one() -> None:
    short, long = RSAKey.generate_key(2048), RSAKey.generate_key(3072)
    with pytest.raises(Exception, match="ignature"):
        named(SERVICE, short, "RS256", long)
    assert named(SERVICE, long, "RS256", short) == CLAIMS["sub"]


def test_a_curve_of_128_bits_is_believed() -> None:
    assert named(SERVICE, ECKey.generate_key("P-256"), "ES256") == CLAIMS["sub"]
