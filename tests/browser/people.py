"""Who can sign in to the portal of the browser tests."""

PASSWORD = "geslo-za-preizkus"
COORDINATOR = "koordinatorka@example.org"
ADMINISTRATOR = "skrbnik@example.org"
