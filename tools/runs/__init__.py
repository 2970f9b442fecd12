"""From a first question to a saved run: content as it is typed, checked, computed and kept."""
