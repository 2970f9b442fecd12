"""Watches browser contexts: every request and every complaint in the console."""

from urllib.parse import urlsplit

INSIDE = {"data", "blob", "about"}  # schemes that ask nobody


class Witness:
    def __init__(self, base_url):
        self.own = urlsplit(base_url).netloc
        self.asked = []
        self.complaints = []
        self.expected = ()

    def expect(self, *texts):
        """Complaints with one of these texts are what the test is about."""
        self.expected = texts

    def watch(self, context):
        for event, hear in self.ears():
            context.on(event, hear)

    def leave(self, context):
        for event, hear in self.ears():
            context.remove_listener(event, hear)

    def ears(self):
        yield "request", self.request
        yield "requestfailed", self.failed
        yield "console", self.console
        yield "weberror", self.error

    def request(self, request):
        parts = urlsplit(request.url)
        self.asked.append(request.url)
        if parts.scheme not in INSIDE and parts.netloc != self.own:
            self.note(f"foreign host: {request.url}")

    def failed(self, request):
        if request.failure != "net::ERR_ABORTED":  # the reader went on before it was there
            self.note(f"not loaded: {request.url}: {request.failure}")

    def error(self, error):
        self.note(f"script: {error.error}")

    def console(self, message):
        if message.type in {"error", "warning"}:
            self.note(f"{message.page and message.page.url}: {message.text}")

    def note(self, complaint):
        if not any(text in complaint for text in self.expected):
            self.complaints.append(complaint)

    def heard(self):
        """All complaints until now; they are told once."""
        heard, self.complaints = self.complaints, []
        return heard

    def testify(self):
        """Fail with all that was seen, a line each; it is told once."""
        seen = self.heard()
        assert not seen, "\n".join(seen)
