"""A small provider of OpenID Connect, which does as it is told; also wrongly."""

import json
import time
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qs, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

KEYS = [rsa.generate_private_key(public_exponent=65537, key_size=2048) for _each in range(2)]
CLIENT, SECRET = "portal", "a-secret"


class Provider:
    """`claims` are those of the token, `told` those besides; each test may change what it says and how."""

    def __init__(self):
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), answering(self))
        self.address = f"http://127.0.0.1:{self.server.server_address[1]}"
        Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        self.claims, self.told, self.broken, self.asked = {}, {}, {}, []
        self.signed_by, self.headers, self.algorithm = KEYS[0], {"kid": "one"}, "RS256"
        self.methods, self.pause = ["client_secret_basic"], 0

    def signs(self, nonce):
        now = int(time.time())
        claims = {"iss": self.address, "aud": CLIENT, "sub": "person-1", "iat": now, "exp": now + 60, "nonce": nonce}
        claims |= {"email": "oseba@example.org", "email_verified": True} | self.claims
        claims = {name: value for name, value in claims.items() if value is not None}
        return jwt.encode(claims, self.signed_by, algorithm=self.algorithm, headers=self.headers)

    def answer(self, path, sent):
        if path in self.broken:
            return self.broken[path]
        if path == "/.well-known/openid-configuration":
            places = {"authorization_endpoint": "/authorize", "token_endpoint": "/token", "jwks_uri": "/keys"}
            places |= {"userinfo_endpoint": "/person"}
            places = {name: self.address + place for name, place in places.items()}
            return 200, places | {"issuer": self.address, "token_endpoint_auth_methods_supported": self.methods}
        if path == "/keys":
            key = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(KEYS[0].public_key()))
            return 200, {"keys": [key | {"kid": "one", "alg": "RS256", "use": "sig"}]}
        if path == "/token":
            return 200, {"access_token": "opens-nothing", "token_type": "Bearer", "id_token": self.signs(self.nonce)}
        return 200, {"sub": "person-1"} | self.told


def answering(provider):
    class Answering(BaseHTTPRequestHandler):
        def do_GET(self):
            length = int(self.headers.get("Content-Length", 0))
            sent = parse_qs(self.rfile.read(length).decode())
            provider.asked.append((self.path, sent, self.headers.get("Authorization", "")))
            status, said = provider.answer(urlsplit(self.path).path, sent)
            text = said if isinstance(said, bytes) else json.dumps(said).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(text)))
            self.end_headers()
            with suppress(OSError):  # who asked may not wait for the end
                for piece in map(bytes, zip(text)) if provider.pause else [text]:
                    self.wfile.write(piece)
                    time.sleep(provider.pause)

        do_POST = do_GET

        def log_message(self, *arguments):
            """Nothing."""

    return Answering
