"""What is asked of the provider, and what it is believed: only claims that it signed, for this portal and this sign-in.

OpenID Connect Core 1.0 with PKCE. Whatever is not as it should be is `Failed`.
"""

import base64
import hashlib
import json
import secrets
import time
from urllib.parse import urlsplit

import jwt
import requests
from django.conf import settings
from django.core.cache import cache
from django.utils.http import urlencode
from urllib3.exceptions import HTTPError

SCOPE = "openid email"
PATIENCE = 5  # seconds, for an answer to begin and then for it to end
MOST_BYTES = 1_000_000  # of an answer
KNOWN_FOR = 300  # seconds: where the provider is to be asked
SILENT_FOR = 10  # seconds in which nobody else waits for one that has just said nothing
LEEWAY = 60  # seconds by which its clock may go wrong
ALGORITHMS = [f"{family}{bits}" for family in ("RS", "PS", "ES") for bits in (256, 384, 512)] + ["EdDSA"]
REQUIRED = ["iss", "aud", "exp", "iat", "sub", "nonce"]
NOT_AS_IT_SHOULD_BE = (KeyError, TypeError, ValueError, AttributeError, OverflowError, jwt.PyJWTError)


class Failed(Exception):
    """It did not answer as it should; the text is for the log."""


class Silent(Failed):
    """It did not answer at all."""


def begin(callback):
    """(the address at which the person signs in there, what is to be remembered until they come back)."""
    state, nonce, verifier = (secrets.token_urlsafe(32) for _each in range(3))
    challenge = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()
    asked = {
        "response_type": "code",
        "client_id": settings.OIDC["client"],
        "redirect_uri": callback,
        "scope": SCOPE,
        "state": state,
        "nonce": nonce,
        "code_challenge": challenge,
        "code_challenge_method": "S256",
    }
    address = place("authorization_endpoint")
    return f"{address}{'&' if '?' in address else '?'}{urlencode(asked)}", state, {"nonce": nonce, "verifier": verifier}


def claims_for(code, remembered, callback):
    """What the provider says of the person: `sub`, and the address with whether it confirmed it."""
    asked = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": callback,
        "code_verifier": remembered["verifier"],
    }
    try:
        tokens = ask("POST", place("token_endpoint"), data=asked | credentials(), auth=basic())
        claims = verified(tokens["id_token"], remembered["nonce"])
        return claims if "email" in claims else claims | told_besides(tokens["access_token"], claims["sub"])
    except NOT_AS_IT_SHOULD_BE as error:
        raise Failed(type(error).__name__) from error


def verified(token, nonce):
    keys = jwt.PyJWKSet.from_dict(ask("GET", place("jwks_uri"))).keys
    wanted = jwt.get_unverified_header(token).get("kid")
    key = next((key for key in keys if wanted is None or key.key_id == wanted), None)
    if key is None:
        raise Failed("no such key")
    claims = jwt.decode(
        token,
        key,
        algorithms=ALGORITHMS,
        audience=settings.OIDC["client"],
        issuer=place("issuer"),
        leeway=LEEWAY,
        options={"require": REQUIRED},
    )
    if not secrets.compare_digest(str(claims["nonce"]).encode(), nonce.encode()):
        raise Failed("another sign-in")
    if claims.get("azp", settings.OIDC["client"]) != settings.OIDC["client"]:
        raise Failed("for another portal")
    return claims


def told_besides(token, subject):
    told = ask("GET", place("userinfo_endpoint"), headers={"Authorization": f"Bearer {token}"})
    if told["sub"] != subject:
        raise Failed("of another person")
    return {name: told[name] for name in ("email", "email_verified") if name in told}


# --- Where and how it is asked ---


def place(name):
    """An address of the provider; its secret and its people go to none that anybody on the way could read."""
    found, server = configuration().get(name), settings.OIDC["server"]
    schemes = ("https", urlsplit(server).scheme)
    if not isinstance(found, str) or found.partition("://")[0] not in schemes:
        raise Failed(f"no {name}")
    return found


def configuration():
    server = settings.OIDC["server"]
    key = f"institution-{hashlib.sha256(server.encode()).hexdigest()}"
    known = cache.get(key)
    if known is None:
        known = told_by(server, key)
        cache.set(key, known, KNOWN_FOR)
    if not known:
        raise Silent("said nothing a moment ago")
    return known


def told_by(server, key):
    try:
        known = ask("GET", f"{server}/.well-known/openid-configuration")
    except Silent:
        cache.set(key, {}, SILENT_FOR)
        raise
    if str(known.get("issuer")).rstrip("/") != server:
        raise Failed("another issuer")
    return known


def takes_basic():
    """A provider that says nothing takes it, by the standard."""
    return "client_secret_post" not in (configuration().get("token_endpoint_auth_methods_supported") or [])


def credentials():
    sent = {"client_id": settings.OIDC["client"], "client_secret": settings.OIDC["secret"]}
    return {} if takes_basic() else sent


def basic():
    return (settings.OIDC["client"], settings.OIDC["secret"]) if takes_basic() else None


def ask(method, address, **more):
    """An object of JSON; a provider that redirects somewhere is not followed."""
    more |= {"allow_redirects": False, "stream": True}
    try:
        with requests.request(method, address, timeout=PATIENCE, **more) as answer:
            if answer.status_code >= 500:
                raise Silent(f"status {answer.status_code}")
            if answer.status_code != 200:
                raise Failed(f"status {answer.status_code}")
            found = json.loads(read(answer))
    except (requests.RequestException, HTTPError) as error:
        raise Silent(type(error).__name__) from error
    except (ValueError, RecursionError) as error:
        raise Failed("no JSON") from error
    if not isinstance(found, dict):
        raise Failed("no object")
    return found


def read(answer):
    """What comes is looked at piece by piece: a drop now and then would keep people waiting for ever."""
    until, body = time.monotonic() + PATIENCE, b""
    while piece := answer.raw.read1(MOST_BYTES, decode_content=True):
        body += piece
        if len(body) > MOST_BYTES:
            raise Failed("too much")
        if time.monotonic() > until:
            raise Silent("too slow")
    return body
