"""Parts of addresses: numbers no longer than any database takes, so that none of them breaks a page; and secrets."""

MOST_DIGITS = 18
SECRETS = {"token", "link", "uidb36"}  # what the parts of addresses are called that open something


class Number:
    """`<number:pk>`: what is longer is no address of the portal."""

    regex = "[0-9]+"

    def to_python(self, value):
        if len(value) > MOST_DIGITS:
            raise ValueError(value)
        return int(value)

    def to_url(self, value):
        return str(value)
