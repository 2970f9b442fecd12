"""Readers and writers that go on while something happens, and what they were answered."""

import http.client
import time
from collections import Counter
from itertools import count
from threading import Event, Thread
from typing import NamedTuple
from urllib.parse import urlencode

from benchmarks.drills.fleet import trusting

TRUSTING = trusting()
TOKEN = "d" * 32  # of the form and of its cookie
NUMBERS = count(1)


class Answer(NamedTuple):
    address: str
    status: int  # 0 where there was none
    body: str
    headers: dict
    at: float
    seconds: float


def ask(port, address, method="GET", body=None, cookies="", **headers):
    begun = time.monotonic()
    link = http.client.HTTPSConnection("127.0.0.1", port, timeout=40, context=TRUSTING)
    try:
        link.request(method, address, body, {"Cookie": cookies, **headers} if cookies else headers)
        answer = link.getresponse()
        text, told, status = answer.read().decode(errors="replace"), dict(answer.headers), answer.status
    except (OSError, http.client.HTTPException) as error:
        text, told, status = repr(error), {}, 0
    finally:
        link.close()
    return Answer(address, status, text, told, time.monotonic(), time.monotonic() - begun)


def send(port, address, form, cookies=""):
    body = urlencode(form | {"csrfmiddlewaretoken": TOKEN})
    headers = {"Content-Type": "application/x-www-form-urlencoded", "Referer": f"https://127.0.0.1:{port}/"}
    return ask(port, address, "POST", body, f"csrftoken={TOKEN}; {cookies}", **headers)


class Load:
    """So many readers of these addresses, and writers of topics; each waits a little between two requests."""

    def __init__(self, port, addresses, readers=8, writers=0, session="", pause=0.02, look=None):
        self.port, self.addresses, self.session, self.pause, self.look = port, addresses, session, pause, look
        self.read, self.written, self.over = [], [], Event()
        self.threads = [Thread(target=self.reads, args=(number,)) for number in range(readers)]
        self.threads += [Thread(target=self.writes) for _number in range(writers)]

    def __enter__(self):
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *error):
        self.over.set()
        for thread in self.threads:
            thread.join()

    def reads(self, number):
        for turn in count(number):
            if self.over.is_set():
                return
            answer = ask(self.port, self.addresses[turn % len(self.addresses)])
            self.read.append(answer)
            if self.look:
                self.look(self.port, answer)
            time.sleep(self.pause)

    def writes(self):
        while not self.over.is_set():
            name = f"vaja-{next(NUMBERS)}"
            self.written.append((name, write(self.port, name, self.session)))
            time.sleep(self.pause * 5)

    def faults(self):
        """Answers to readers that are no page."""
        return [answer for answer in self.read if answer.status != 200 or "</html>" not in answer.body]

    def acknowledged(self):
        return [name for name, answer in self.written if answer.status == 302]

    def told(self):
        """{status: how many} of the writers."""
        return dict(Counter(answer.status for _name, answer in self.written))


def write(port, name, session):
    """A topic, by the administration; answered by 302 when it is stored."""
    form = {"slug": name, "name_sl": name, "name_en": name, "labels-TOTAL_FORMS": "0", "labels-INITIAL_FORMS": "0"}
    return send(port, "/en/admin/catalogue/topic/add/", form, f"sessionid={session}")
