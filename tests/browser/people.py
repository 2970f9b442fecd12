"""Who can sign in to the portal of the browser tests."""

PASSWORD = "geslo-za-preizkus"
COORDINATOR = "koordinatorka@example.org"
ADMINISTRATOR = "skrbnik@example.org"
EDITOR = "urednica@example.org"
REPRESENTATIVE = "predstavnik@example.org"
REVIEWERS = ["prva.recenzentka@example.org", "drugi.recenzent@example.org"]
ORGANISATION = "Razvojna družba Zelenika"
DISPUTED = "Zelenika: praksa v sporu"  # title of a practice that they and the administration change
