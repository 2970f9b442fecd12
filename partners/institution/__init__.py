"""Sign-in through the OpenID Connect provider of an institution, for accounts that are here already."""
