"""What a browser would send from the form of a page."""

from html.parser import HTMLParser

SILENT_TYPES = {"file", "submit", "button", "image", "reset"}


class FormParser(HTMLParser):
    """Collects names and values of a form that posts; of several the one with the most fields."""

    def __init__(self):
        super().__init__()
        self.forms = []
        self.select = self.area = None

    def handle_starttag(self, tag, attributes):
        found = dict(attributes)
        if tag == "form":
            self.forms.append([])
        elif tag == "input":
            self.take_input(found)
        elif tag == "select":
            self.select = {"name": found.get("name"), "multiple": "multiple" in found, "first": None, "chosen": []}
        elif tag == "option" and self.select:
            self.take_option(found)
        elif tag == "textarea":
            self.area = {"name": found.get("name"), "text": ""}

    def take_input(self, found):
        kind = found.get("type", "text")
        off = kind in ("checkbox", "radio") and "checked" not in found
        if found.get("name") and kind not in SILENT_TYPES and not off:
            self.add(found["name"], found.get("value", "on" if kind == "checkbox" else ""))

    def take_option(self, found):
        value = found.get("value", "")
        if self.select["first"] is None:
            self.select["first"] = value
        if "selected" in found:
            self.select["chosen"].append(value)

    def handle_data(self, data):
        if self.area:
            self.area["text"] += data

    def handle_endtag(self, tag):
        if tag == "select" and self.select:
            self.end_select(self.select)
            self.select = None
        elif tag == "textarea" and self.area:
            # the first line break after the tag belongs to the markup; browsers send two characters for each
            text = self.area["text"].removeprefix("\r\n").removeprefix("\n")
            self.add(self.area["name"], text.replace("\r\n", "\n").replace("\n", "\r\n"))
            self.area = None

    def end_select(self, select):
        chosen = select["chosen"]
        if not chosen and not select["multiple"] and select["first"] is not None:
            chosen = [select["first"]]
        for value in chosen:
            self.add(select["name"], value)

    def add(self, name, value):
        if self.forms and name:
            self.forms[-1].append((name, value))


def sent(response, **changes):
    """The fields of the page's form, some of them changed; None leaves a field out."""
    parser = FormParser()
    parser.feed(response.content.decode())
    data = {}
    for name, value in max(parser.forms, key=len):
        data.setdefault(name, []).append(value)
    data.pop("csrfmiddlewaretoken", None)
    return {name: value for name, value in (data | changes).items() if value is not None}
