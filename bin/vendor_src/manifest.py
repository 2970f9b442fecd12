"""Write static/vendor/VENDOR.json: what we ship from others, with SHA-256 sums.

Usage: python manifest.py REPO NODE_MODULES
"""

import hashlib
import json
import sys
from pathlib import Path

# npm package, display name, licence (SPDX), files in the repository.
SHIPPED = [
    (
        "jquery-ui",
        "jQuery UI Tabs",
        "MIT",
        ["static/vendor/jquery-ui/jquery-ui.min.js", "static/vendor/jquery-ui/LICENSE.txt"],
    ),
    (
        "source-sans",
        "Source Sans 3 (subset, renamed MER Sans)",
        "OFL-1.1",
        ["static/fonts/source-sans-3.woff2", "static/fonts/source-sans-3-OFL.txt"],
    ),
    (
        "source-serif",
        "Source Serif 4 (subset, renamed MER Serif)",
        "OFL-1.1",
        ["static/fonts/source-serif-4.woff2", "static/fonts/source-serif-4-OFL.txt"],
    ),
    (
        "world-atlas",
        "Natural Earth 1:50m countries, as world-atlas",
        "ISC",
        ["templates/components/europe.svg", "static/vendor/world-atlas/LICENSE.txt"],
    ),
]


def main(repo, modules):
    repo, modules = Path(repo), Path(modules)
    entries = []
    for package, name, licence, files in SHIPPED:
        meta = json.loads((modules / package / "package.json").read_text(encoding="utf-8"))
        assert meta["license"] == licence, (package, meta["license"])
        entries.append(
            {
                "name": name,
                "version": meta["version"],
                "licence": licence,
                "source": package,
                "files": [{"path": f, "sha256": hashlib.sha256((repo / f).read_bytes()).hexdigest()} for f in files],
            }
        )
    text = json.dumps(entries, ensure_ascii=False, indent=2) + "\n"
    (repo / "static/vendor/VENDOR.json").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
