"""Draw the portal's mark and the images made from it. Needs Pillow.

Usage: python images.py REPO   writes into REPO/static/img.

The mark is an open book, two sheds with slanted roofs and the letter M at once;
the dot above them is a place on the map.
"""

import sys
from pathlib import Path

from PIL import Image, ImageDraw

GREEN = "#0b6b4f"

# On a square of 64 × 64 units.
LEFT = [(8, 52), (8, 20), (30, 34), (30, 52)]
RIGHT = [(56, 52), (56, 20), (34, 34), (34, 52)]
DOT = (32, 17, 7)  # x, y, radius
CORNER = 12


def polygon_path(points):
    return "M" + "L".join(f"{x} {y}" for x, y in points) + "z"


def svg(ground):
    x, y, r = DOT
    back = f'<rect width="64" height="64" rx="{CORNER}" fill="{GREEN}"/>' if ground else ""
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64">'
        f'{back}<g fill="{"#fff" if ground else GREEN}">'
        f'<path d="{polygon_path(LEFT)}{polygon_path(RIGHT)}"/>'
        f'<circle cx="{x}" cy="{y}" r="{r}"/></g></svg>\n'
    )


def draw_mark(draw, at, size, colour):
    ax, ay = at
    k = size / 64
    for shape in (LEFT, RIGHT):
        draw.polygon([(ax + x * k, ay + y * k) for x, y in shape], fill=colour)
    x, y, r = DOT
    draw.ellipse(
        [ax + (x - r) * k, ay + (y - r) * k, ax + (x + r) * k, ay + (y + r) * k],
        fill=colour,
    )


def icon(size, corner):
    big = 16 * size
    image = Image.new("RGBA", (big, big), (0, 0, 0, 0))
    draw = ImageDraw.Draw(image)
    draw.rounded_rectangle([0, 0, big - 1, big - 1], corner * big / 64, fill=GREEN)
    draw_mark(draw, (0, 0), big, "#ffffff")
    return image.resize((size, size), Image.Resampling.LANCZOS)


def main(repo):
    repo = Path(repo)
    out = repo / "static/img"
    out.mkdir(parents=True, exist_ok=True)
    (out / "favicon.svg").write_text(svg(ground=True), encoding="utf-8")
    (out / "mark.svg").write_text(svg(ground=False), encoding="utf-8")
    icon(32, CORNER).save(out / "favicon.ico", format="ICO", sizes=[(32, 32)])
    # iOS rounds the corners itself, and shows transparent ones as black.
    icon(180, 0).convert("RGB").quantize(64).save(out / "apple-touch-icon.png", optimize=True)
    for path in sorted(out.glob("*")):
        print(f"{path.name}: {path.stat().st_size} bytes")


if __name__ == "__main__":
    main(sys.argv[1])
