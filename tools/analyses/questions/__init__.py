"""The analyses themselves, one module each; `registry.register` makes them known."""
