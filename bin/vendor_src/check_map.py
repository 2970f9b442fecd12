"""Compare catalogue/europe.py with d3-geo: python check_map.py REPO europe.json"""

import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(sys.argv[1]) / "catalogue"))
import europe

drawn = json.loads(Path(sys.argv[2]).read_text(encoding="utf-8"))
assert (drawn["WIDTH"], drawn["HEIGHT"]) == (europe.WIDTH, europe.HEIGHT)
worst = 0
for town in drawn["towns"]:
    x, y = europe.project(town["lat"], town["lon"])
    error = max(abs(x - town["xy"][0]), abs(y - town["xy"][1]))
    worst = max(worst, error)
    assert error < 0.05, (town["name"], error)
    assert europe.on_map(town["lat"], town["lon"]), town["name"]
for name, lat, lon in [
    ("Las Palmas", 28.12, -15.43),
    ("Funchal", 32.65, -16.91),
    ("Tromsø", 69.65, 18.96),
    ("Baku", 40.41, 49.87),
    ("the antipode", -52, -170),
]:
    assert not europe.on_map(lat, lon), name
print(f"catalogue/europe.py: {len(drawn['towns'])} towns, off by at most {worst:.1e} units")
