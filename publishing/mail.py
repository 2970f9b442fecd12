"""The outbox: written in the transaction of what a mail tells, sent by the worker after the commit, once."""

from publishing.models import Mail


def post(*, key, to, language, subject, text, html, person=None, unsubscribe=""):
    """Put a mail into the outbox; the same key a second time changes nothing. Returns the mail, or None."""
    mail, created = Mail.objects.get_or_create(
        key=key,
        defaults={
            "to": to,
            "language": language,
            "subject": subject,
            "text": text,
            "html": html,
            "person": person,
            "unsubscribe": unsubscribe,
        },
    )
    return mail if created else None
