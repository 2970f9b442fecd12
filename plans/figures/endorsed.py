"""Whether the text that an organisation endorsed says something else by now. Contents are as versions hold them."""

TEXTS = ("title", "body", "addressee", "instrument", "why")  # once per language
VALUES = ("level",)


def has_changed(endorsed, current, languages):
    """Whether what was endorsed differs from what is public; a translation that was added changes nothing."""
    if any(endorsed.get(name) != current.get(name) for name in VALUES):
        return True
    return any(differs(said(endorsed, name, languages), said(current, name, languages)) for name in TEXTS)


def said(content, name, languages):
    return {code: text for code in languages if (text := content.get(f"{name}_{code}") or "")}


def differs(before, now):
    if not before:
        return bool(now)
    return any(now.get(code) != text for code, text in before.items())
