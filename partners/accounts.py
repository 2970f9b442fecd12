from allauth.account.adapter import DefaultAccountAdapter


class PortalAdapter(DefaultAccountAdapter):
    """Accounts come by invitation of a coordinator, never by signing oneself up."""

    def is_open_for_signup(self, request):
        return False
