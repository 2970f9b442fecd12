import pytest


@pytest.fixture(autouse=True)
def public_portal(settings):
    """The configured address is another one than the host that a request names."""
    settings.SITE_URL, settings.SITE_HOST = "https://portal.example.eu", "portal.example.eu"
    settings.OAI_NAMESPACE, settings.CONTACT_EMAIL = "portal.example.eu", "info@example.eu"
