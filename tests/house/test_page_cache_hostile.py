"""Whatever somebody sends, nobody after them gets anything but the page of everybody: no cache keeps what they did."""

import re
from itertools import cycle, product

import pytest
from django.conf import settings as portal
from django.test import Client
from django.urls import reverse
from django.utils import translation

from catalogue.models import PageChange
from library.models import Practice
from mer_portal.page_cache import moment
from tests.factories import make, make_person, make_topic

pytestmark = pytest.mark.django_db

NAME = "Prijavljena Oseba"
OWN = re.compile(rf"csrfmiddlewaretoken|{NAME}|zlobno|zlobno\.example".encode())
OF_EACH = {"ETag", "Cache-Control", "X-Accel-Expires", "X-Request-ID"}
SENT = {"Set-Cookie", "Location", "Refresh"}

COOKIES = [
    *("{name}={session}", "a=1; {name}={session}", "a=1;{name}={session};b=2", "{name}={session}; {name}=x"),
    *("{name}=x; {name}={session}", '{name}="{session}"', '"{name}"={session}', " {name} = {session} "),
    *("$Version=1; {name}={session}", "{name}={session}, a=1", "a={name}={session}", "{upper}={session}"),
    *("{name}", "{name}=", "={session}", ";;;{name}={session};;;", "{name}\t={session}", "a\x00{name}={session}"),
    *("csrftoken=zlobno", "csrftoken=" + "a" * 32, "messages=zlobno", 'messages="[[\\"zlobno\\",0,25,\\"\\"]]"'),
    *("signed-out=1", "signed-out=zlobno", "django_language=en", "language=en; lang=en", "theme=dark"),
    *(
        "\xc4\x8d=\xc5\xa1",
        "%73essionid={session}",
        "a=" + "x" * 8000,
        "; ".join(f"c{n}=1" for n in range(200)),
        "\xff\xfe=1",
    ),
]
HEADERS = [
    *({"HTTP_HOST": host} for host in ("zlobno.example", "testserver:99", "TESTSERVER", "testserver.", "[::1]", "")),
    *({"HTTP_HOST": host} for host in ("testserver@zlobno.example", "testserver/zlobno", "zlobno.testserver", "a b")),
    *({"HTTP_X_FORWARDED_HOST": host} for host in ("zlobno.example", "testserver, zlobno.example")),
    *({"HTTP_X_FORWARDED_PROTO": scheme} for scheme in ("https", "zlobno", "https, http")),
    {"HTTP_X_FORWARDED_FOR": "127.0.0.1"},
    {"HTTP_X_FORWARDED_PORT": "99"},
    {"HTTP_X_FORWARDED_PREFIX": "/zlobno"},
    {"HTTP_FORWARDED": "host=zlobno.example;proto=https"},
    *({name: "/en/"} for name in ("HTTP_X_ORIGINAL_URL", "HTTP_X_REWRITE_URL", "HTTP_X_FORWARDED_URI")),
    {"HTTP_X_HTTP_METHOD_OVERRIDE": "POST"},
    {"HTTP_X_SCRIPT_NAME": "/zlobno"},
    {"SCRIPT_NAME": "/zlobno"},
    *({"HTTP_ACCEPT_LANGUAGE": told} for told in ("en", "en;q=1, sl;q=0", "de", "*", "en" * 5000, "\x00")),
    *({"HTTP_ACCEPT": told} for told in ("application/json", "text/plain", "image/*", "*/*;q=0", "zlobno")),
    *({"HTTP_ACCEPT_ENCODING": told} for told in ("br", "gzip", "gzip;q=0", "identity;q=0", "*", "GZIP", "x-gzip")),
    *({"HTTP_ACCEPT_ENCODING": told} for told in ("gzip, deflate, br, zstd", "zlobno", "\x00gzip", ", ,gzip")),
    *({"HTTP_RANGE": told} for told in ("bytes=0-10", "bytes=-1", "bytes=99999999-", "bytes=0-0,2-3", "zlobno")),
    *({"HTTP_IF_NONE_MATCH": told} for told in ("*", '"zlobno"', "W/", '"' * 999, "zlobno")),
    *({"HTTP_IF_MODIFIED_SINCE": told} for told in ("Fri, 01 Jan 2100 00:00:00 GMT", "zlobno")),
    *({"HTTP_IF_MATCH": told} for told in ('"zlobno"', "*")),
    *({"HTTP_CACHE_CONTROL": told} for told in ("no-cache", "no-store", "only-if-cached", "max-age=99999999")),
    {"HTTP_PRAGMA": "no-cache"},
    *({"HTTP_AUTHORIZATION": told} for told in ("Basic emxvYm5vOnps", "Bearer zlobno", "", "\x00")),
    {"HTTP_PROXY_AUTHORIZATION": "Basic emxvYm5vOnps"},
    {"HTTP_REMOTE_USER": NAME},
    {"REMOTE_USER": NAME},
    *({"HTTP_HX_REQUEST": "true"} | more for more in ({}, {"HTTP_HX_TARGET": "results"}, {"HTTP_HX_BOOSTED": "true"})),
    {"HTTP_X_REQUESTED_WITH": "XMLHttpRequest"},
    *({"HTTP_ORIGIN": told} for told in ("https://zlobno.example", "null")),
    {"HTTP_REFERER": "https://zlobno.example/"},
    {"HTTP_USER_AGENT": "<script>zlobno</script>"},
    {"HTTP_CONNECTION": "upgrade", "HTTP_UPGRADE": "websocket"},
    {"HTTP_TRANSFER_ENCODING": "chunked"},
    {"HTTP_CONTENT_LENGTH": "-1"},
    {"CONTENT_TYPE": "multipart/form-data"},
    {"HTTP_X_CSRFTOKEN": "zlobno"},
    {"HTTP_X_REQUEST_ID": "zlobno\r\nSet-Cookie: zlobno=1"},
    {"HTTP_PURPOSE": "prefetch"},
    {"HTTP_SAVE_DATA": "on"},
    {"HTTP_VIA": "1.1 zlobno.example"},
    *(
        {name: "zlobno"}
        for name in ("HTTP_TE", "HTTP_EXPECT", "HTTP_COOKIE2", "HTTP_DNT", "HTTP_X_REAL_IP", "HTTP_KEEP_ALIVE")
    ),
    *({name: "zlobno"} for name in ("HTTP_X_METHOD", "HTTP_X_USER", "HTTP_X_WAF", "HTTP_SEC_FETCH_MODE", "HTTP_DEPTH")),
]
QUERIES = [
    *("page=0", "page=-1", "page=2", "page=99999999999999999999", "page=a", "page=1&page=2", "page=%31", "page=%00"),
    *(
        "page=1%0d%0aSet-Cookie:zlobno=1",
        "q=zlobno",
        "q=<script>zlobno</script>",
        "q=%C4%8D",
        "q=%FF",
        "q=" + "x" * 250,
    ),
    *("q", "q=", "=", "&", "&&q=a", ";", "q=a;page=2", "q=a%26page=2", "%71=zlobno", "Q=zlobno", "q[]=zlobno"),
    *("sort=zlobno", "sort=title", "topic=zlobno", "topic=voda&topic=voda", "kind=practice&kind=zlobno", "country=XX"),
    *("next=//zlobno.example", "lang=en", "language=en", "format=json", "_method=POST", "callback=zlobno", "print=1"),
    *("utm_source=zlobno", "fbclid=zlobno", "debug=1", "__proto__=1", "cache=0", "v=1", "_=1", "?", "#", "q=%0a%0d"),
    *("csrfmiddlewaretoken=zlobno", "sessionid={session}", "q=" + "%25" * 60, "\xff", "q=a" + "&q=b" * 40),
]
METHODS = ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "HEAD", "ZLOBNO", "get"]


@pytest.fixture
def addresses():
    practice = make(
        Practice, title_sl="Zelena streha", title_en="Green roof", topics=[make_topic("voda", "Voda", "Water")]
    )
    found = []
    for language in ("sl", "en"):
        with translation.override(language):
            found += [practice.get_absolute_url(), *(reverse(name) for name in ("home", "catalogue", "map", "letters"))]
    return found


@pytest.fixture
def session():
    client = Client()
    client.force_login(make_person("oseba@example.org", name=NAME))
    return client.cookies[portal.SESSION_COOKIE_NAME].value


def hostile(session):
    names = {"name": portal.SESSION_COOKIE_NAME, "upper": portal.SESSION_COOKIE_NAME.upper(), "session": session}
    yield from (("GET", "", {"HTTP_COOKIE": cookie.format(**names)}) for cookie in COOKIES)
    yield from (("GET", "", headers) for headers in HEADERS)
    yield from (("GET", query.replace("{session}", session), {}) for query in QUERIES)
    yield from ((method, "", {}) for method in METHODS)
    mixed = product(["page=1", ""], [f"{names['name']}={session}", "csrftoken=" + "a" * 32], ["gzip", ""])
    yield from (("GET", q, {"HTTP_COOKIE": cookie, "HTTP_ACCEPT_ENCODING": zipped}) for q, cookie, zipped in mixed)


def what_everybody_gets(client, address):
    answer = client.get(address)
    told = {name: value for name, value in answer.headers.items() if name not in OF_EACH}
    return answer.status_code, answer.content, told


def test_after_two_hundred_hostile_requests_everybody_gets_the_page_of_everybody(
    settings, monkeypatch, addresses, session
):
    monkeypatch.setattr(moment, "ASKED_EVERY", 0)
    settings.PAGE_CACHE_MEGABYTES = 0
    alone = {address: what_everybody_gets(Client(), address) for address in addresses}
    settings.PAGE_CACHE_MEGABYTES = 4
    reader = Client(raise_request_exception=False)
    asked = list(zip(hostile(session), cycle(addresses)))

    wrong = []
    for (method, query, headers), address in asked:
        PageChange.objects.create()  # so what is kept is over, and this request might be what is kept next
        answer = reader.generic(method, address, QUERY_STRING=query, **headers)
        reader.cookies.clear()
        after = what_everybody_gets(reader, address)
        if answer.status_code >= 500 or after != alone[address] or OWN.search(after[1]) or SENT & set(after[2]):
            wrong.append((method, address, query, headers, answer.status_code, after[0]))

    assert wrong == []
    assert len(asked) >= 200, len(asked)
