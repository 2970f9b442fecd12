"""A mail server for tests: it speaks SMTP on a free port of this machine and keeps what it is given."""

import email
import email.policy
import socketserver
import threading
from contextlib import contextmanager


class Talk(socketserver.StreamRequestHandler):
    """One connection: as much of SMTP as a client needs that wants to hand in a mail."""

    def handle(self):
        self.say("220 sink ready")
        self.recipients = []
        while line := self.rfile.readline().decode("ascii", "replace").strip():
            word = line.split()[0].upper()
            if word == "QUIT":
                return self.say("221 bye")
            self.answer(word, line)
        return None

    def answer(self, word, line):
        if word == "RCPT":
            self.recipients.append(line.partition(":")[2].strip(" <>"))
        if word == "DATA":
            self.take()
        else:
            self.say("250 sink" if word in ("EHLO", "HELO", "MAIL", "RCPT", "RSET", "NOOP") else "502 unknown")

    def take(self):
        if self.server.refusals:
            self.say(self.server.refusals.pop(0))
            return
        self.say("354 go on")
        lines = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line[1:] if line.startswith(b".") else line)
        self.server.mails.append((self.recipients, parsed(b"".join(lines))))
        self.say("250 taken")

    def say(self, line):
        self.wfile.write(f"{line}\r\n".encode())


def parsed(data):
    return email.message_from_bytes(data, policy=email.policy.default)


class Sink(socketserver.ThreadingTCPServer):
    """`mails` holds (recipients, message); `refusals` are said instead of taking the next mails."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Talk)
        self.mails, self.refusals = [], []

    @property
    def port(self):
        return self.server_address[1]

    @property
    def messages(self):
        return [message for _recipients, message in self.mails]


@contextmanager
def running_sink():
    with Sink() as sink:
        thread = threading.Thread(target=sink.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        yield sink
        sink.shutdown()
        thread.join()


def free_port():
    """A port on which nobody listens."""
    with socketserver.TCPServer(("127.0.0.1", 0), Talk) as server:
        return server.server_address[1]
