"""Signing in through a service of others: OpenID Connect, shaped for the state's TARA.

Code flow with PKCE, state and nonce; what must come back to us travels sealed in a cookie of the
browser that began. Who somebody is there is the issuer and the subject (TARA: ``EE`` and the
personal code), nothing else. Only the service that the operator named is ever asked.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from secrets import token_urlsafe
from typing import Any
from urllib.parse import parse_qs, quote, urlsplit

import httpx
from authlib.common.errors import AuthlibBaseError
from authlib.common.security import is_secure_transport
from authlib.oauth2.client import OAuth2Client
from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet, RSAKey

from api.security.seal import Key, SealError

SIGNED_BY = ("RS256", "PS256", "ES256")
LASTS = timedelta(minutes=10)
SECONDS = 10
LEEWAY_SECONDS = 60
PLACE = "sign-in elsewhere"


class ElsewhereError(RuntimeError):
    """The other service refused, could not be reached, or said what does not hold."""


@dataclass(frozen=True)
class Service:
    """The service that the operator named."""

    issuer: str
    client_id: str
    client_secret: str = field(repr=False)
    redirect: str
    """Our own address to which it sends people back."""
    scopes: str = "openid"
    strong: frozenset[str] = frozenset({"substantial", "high"})
    """Levels (``acr``) beside which no second factor of ours is asked for."""
    rsa_bits: int = 3072
    """Shortest key of the service that is believed."""


@dataclass(frozen=True, slots=True)
class Begun:
    """Where somebody is sent, and what their browser keeps until they come back."""

    url: str
    ticket: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Identity:
    """Who came back."""

    issuer: str
    subject: str
    acr: str
    """How surely the service knows it: ``low``, ``substantial``, ``high``."""
    amr: tuple[str, ...]
    """How they showed it: ``idcard``, ``mid``, ``smartid`` and so on."""


def begin_elsewhere(service: Service, key: Key, at: datetime) -> Begun:
    """Send somebody to the service; ElsewhereError where it cannot be reached."""
    with _client() as client:
        known = _known(service, client)
        nonce, verifier = token_urlsafe(32), token_urlsafe(48)
        url: str
        url, state = _speaker(service, client).create_authorization_url(
            known["authorization_endpoint"],
            state=token_urlsafe(32),
            code_verifier=verifier,
            nonce=nonce,
        )
    kept = {"state": state, "nonce": nonce, "verifier": verifier, "at": at.isoformat()}
    return Begun(url, key.seal(json.dumps(kept).encode(), PLACE).hex())


def finish_elsewhere(service: Service, key: Key, at: datetime, ticket: str, query: str) -> Identity:
    """Who came back with this query to ``redirect``; ``ticket``: what the browser kept.

    ElsewhereError where anything does not hold.
    """
    kept = _open(key, ticket, at)
    told = parse_qs(query)
    if told.get("error"):
        raise ElsewhereError(told["error"][0])
    if told.get("iss", [service.issuer]) != [service.issuer]:
        message = "another service answered"
        raise ElsewhereError(message)
    try:
        with _client() as client:
            known = _known(service, client)
            token = _speaker(service, client).fetch_token(
                known["token_endpoint"],
                authorization_response=f"{service.redirect}?{query}",
                state=kept["state"],
                code_verifier=kept["verifier"],
                redirect_uri=service.redirect,
                auth=httpx.BasicAuth(
                    quote(service.client_id, safe=""), quote(service.client_secret, safe="")
                ),
            )
            keys = _fetch(client, known["jwks_uri"])
        return _identity(service, token, keys, kept["nonce"], at)
    except (AuthlibBaseError, JoseError, httpx.HTTPError, KeyError, ValueError) as fault:
        raise ElsewhereError(type(fault).__name__) from fault


def _identity(
    service: Service, token: Mapping[str, Any], keys: Any, nonce: str, at: datetime
) -> Identity:
    believed = [one for one in KeySet.import_key_set(keys).keys if _is_long(one, service.rsa_bits)]
    if not believed:
        message = f"no key of {service.rsa_bits} bits"
        raise ElsewhereError(message)
    said = jwt.decode(token["id_token"], KeySet(believed), algorithms=SIGNED_BY)
    claims = CodeIDToken(
        said.claims,
        said.header,
        {
            "iss": {"essential": True, "value": service.issuer},
            "aud": {"essential": True, "value": service.client_id},
            "sub": {"essential": True},
        },
        {"nonce": nonce, "client_id": service.client_id, "access_token": token.get("access_token")},
    )
    claims.validate(now=int(at.timestamp()), leeway=LEEWAY_SECONDS)
    ways = claims.get("amr") or []
    return Identity(
        service.issuer,
        str(claims["sub"]),
        str(claims.get("acr") or ""),
        tuple(str(way) for way in ways),
    )


def _is_long(key: Any, least: int) -> bool:
    """Whether a key is strong: RSA of so many bits; curves have one strength each."""
    return not isinstance(key, RSAKey) or key.raw_value.key_size >= least


def _open(key: Key, ticket: str, at: datetime) -> dict[str, str]:
    try:
        kept: dict[str, str] = json.loads(key.open(bytes.fromhex(ticket), PLACE))
    except (SealError, ValueError) as fault:
        message = "no sign-in of this browser"
        raise ElsewhereError(message) from fault
    if not timedelta(0) <= at - datetime.fromisoformat(kept["at"]) < LASTS:
        message = "too late"
        raise ElsewhereError(message)
    return kept


def _client() -> httpx.Client:
    return httpx.Client(timeout=SECONDS, follow_redirects=False)


def _speaker(service: Service, client: httpx.Client) -> OAuth2Client:
    return OAuth2Client(
        client,
        client_id=service.client_id,
        client_secret=service.client_secret,
        scope=service.scopes,
        redirect_uri=service.redirect,
        code_challenge_method="S256",
    )


def _known(service: Service, client: httpx.Client) -> Mapping[str, str]:
    """What the service says of itself: it must say that it is the one we asked."""
    issuer = service.issuer.rstrip("/")
    try:
        known = _fetch(client, f"{issuer}/.well-known/openid-configuration")
        wanted = ("authorization_endpoint", "token_endpoint", "jwks_uri")
        addresses = [str(known[name]) for name in wanted]
    except (httpx.HTTPError, KeyError, ValueError, TypeError) as fault:
        message = "the service cannot be reached"
        raise ElsewhereError(message) from fault
    if known["issuer"] != service.issuer or not all(map(is_secure_transport, addresses)):
        message = f"{urlsplit(service.issuer).hostname} says that it is another one"
        raise ElsewhereError(message)
    return dict(zip(wanted, addresses, strict=True))


def _fetch(client: httpx.Client, url: str) -> Any:
    if not is_secure_transport(url):
        message = "an address that anybody could listen to"
        raise ValueError(message)
    return client.get(url).raise_for_status().json()
