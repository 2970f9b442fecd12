"""Draw the portal's mark and the images made from it. Needs Pillow.

Usage: python images.py REPO   writes into REPO/static/img.

The mark is an open book, two sheds with slanted roofs and the letter M at once;
the dot above them is a place on the map.
"""

import re
import sys
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

GREEN = "#0b6b4f"
PAPER = "#f8f4ea"
LAND = "#ece5d5"
INK = "#1d2321"
MUTED = "#56605b"

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


def land_rings(svg_text):
    """Yield the rings of the land path: only M, l and z, with relative points."""
    data = re.search(r'class="land" d="([^"]+)"', svg_text).group(1)
    for ring in re.findall(r"M([^z]*)z", data):
        numbers = [float(n) for n in re.findall(r"-?(?:\d+\.?\d*|\.\d+)", ring)]
        x = y = 0
        points = []
        for dx, dy in zip(numbers[::2], numbers[1::2], strict=True):
            x, y = x + dx, y + dy
            points.append((x, y))
        yield points


def face(path, size, weight):
    font = ImageFont.truetype(path, size)
    font.set_variation_by_axes([weight])
    return font


def open_graph(repo):
    k = 2
    width, height = 1200, 630
    image = Image.new("RGB", (width * k, height * k), PAPER)
    draw = ImageDraw.Draw(image)
    text = (repo / "templates/components/europe.svg").read_text(encoding="utf-8")
    scale, left, top = 1.15 * k, 215 * k, -235 * k
    for ring in land_rings(text):
        if len(ring) > 2:
            draw.polygon([(left + x * scale, top + y * scale) for x, y in ring], fill=LAND)
    draw.rectangle([0, 0, 14 * k, height * k], fill=GREEN)
    image = image.resize((width, height), Image.Resampling.LANCZOS)

    mark = icon(132, CORNER)
    image.paste(mark, (88, 92), mark)
    draw = ImageDraw.Draw(image)
    serif = str(repo / "static/fonts/source-serif-4.woff2")
    sans = str(repo / "static/fonts/source-sans-3.woff2")
    draw.text((84, 390), "MER portal", fill=INK, font=face(serif, 124, 600), anchor="ls")
    lines = face(sans, 42, 400)
    draw.text((88, 472), "Industrijska območja in mala mesta", fill=INK, font=lines, anchor="ls")
    draw.text((88, 530), "Industrial areas and small towns", fill=MUTED, font=lines, anchor="ls")
    return image.quantize(64, dither=Image.Dither.NONE)


def main(repo):
    repo = Path(repo)
    out = repo / "static/img"
    out.mkdir(parents=True, exist_ok=True)
    (out / "favicon.svg").write_text(svg(ground=True), encoding="utf-8")
    (out / "mark.svg").write_text(svg(ground=False), encoding="utf-8")
    icon(32, CORNER).save(out / "favicon.ico", format="ICO", sizes=[(32, 32)])
    # iOS rounds the corners itself, and shows transparent ones as black.
    icon(180, 0).convert("RGB").quantize(64).save(out / "apple-touch-icon.png", optimize=True)
    open_graph(repo).save(out / "og.png", optimize=True)
    for path in sorted(out.glob("*")):
        print(f"{path.name}: {path.stat().st_size} bytes")


if __name__ == "__main__":
    main(sys.argv[1])
