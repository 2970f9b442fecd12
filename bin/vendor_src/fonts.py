"""Subset the two variable text faces into one small WOFF2 file each.

Usage: python fonts.py SOURCE_SANS_VF.ttf SOURCE_SERIF_VF.ttf OUT_DIR

Input are Adobe's upright variable fonts. We keep the weight axis from 400 to
700 (and pin the serif's optical size), the letters of the European languages
written in Latin script, and kerning, ligatures and figure features only.

The SIL Open Font License reserves the name "Source" for unmodified copies, so
the name table of these subsets says "MER Sans" and "MER Serif"; copyright and
licence records stay as they were.
"""

import io
import os
import sys
from pathlib import Path

# Same bytes on every run: fontTools stamps head.modified from this variable.
os.environ.setdefault("SOURCE_DATE_EPOCH", "1767225600")

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont
from fontTools.varLib.varStore import VarStoreInstancer

# Printable ASCII and Latin-1, then Latin Extended-A: every letter of the EU's
# Latin-script languages, plus Albanian, Bosnian, Catalan, Icelandic, Norwegian
# and Turkish.
LETTERS = (
    "".join(map(chr, range(0x20, 0x7F)))
    + "".join(map(chr, range(0xA0, 0x100)))
    + "ĀāĂăĄąĆćĊċČčĎďĐđĒēĖėĘęĚěĞğĠġĢģĦħĪīĮįİıĶķĹĺĻļĽľŁłŃńŅņŇňŐőŒœ"
    + "ŔŕŘřŚśŞşŠšŤťŪūŮůŰűŲųŸŹźŻżŽžȘșȚțẞ"
)
PUNCTUATION = "\u2009\u202f\u2011–—‘’‚“”„‹›…•†‰€™≥≤←↑→↓↗\u2212"
CHARACTERS = set(LETTERS + PUNCTUATION)

# Left out of Latin-1: marks that no European text on the portal uses.
CHARACTERS -= set("¤¦¨¯´¸¢¥µ¶¬¹¼¾")

FACES = {
    "source-sans-3.woff2": {
        "family": "MER Sans",
        "axes": {"wght": (400, 400, 700)},
    },
    "source-serif-4.woff2": {
        "family": "MER Serif",
        "axes": {"wght": (400, 400, 700), "opsz": 20},
    },
}
FEATURES = ["kern", "liga", "tnum", "lnum"]


def rename(font, family):
    table = font["name"]
    names = {
        1: family,
        2: "Regular",
        3: family.replace(" ", "") + "-subset",
        4: family,
        6: family.replace(" ", ""),
        16: family,
        17: "Regular",
        25: family.replace(" ", ""),
    }
    keep = {0, 2, 13, 14, 256, 257}
    used = {i.axisNameID for i in font["fvar"].axes}
    for record in list(table.names):
        if record.nameID not in keep | used and record.nameID not in names:
            table.removeNames(nameID=record.nameID)
    for name_id, text in names.items():
        table.removeNames(nameID=name_id)
        if name_id not in (16, 17):
            table.setName(text, name_id, 3, 1, 0x409)


def calm_kerning(font):
    """Drop kerning changes along the weight axis below 0.8 % of an em.

    Most pairs change by less than the eye sees, and each change costs bytes.
    """
    gdef = font["GDEF"].table
    bold = VarStoreInstancer(gdef.VarStore, font["fvar"].axes, {"wght": 1.0})
    for lookup in font["GPOS"].table.LookupList.Lookup:
        for pairs in lookup.SubTable:
            pairs = getattr(pairs, "ExtSubTable", pairs)
            if pairs.LookupType != 2:
                continue
            rows = (
                [r.PairValueRecord for r in pairs.PairSet]
                if pairs.Format == 1
                else [r.Class2Record for r in pairs.Class1Record]
            )
            for value in (cell.Value1 for row in rows for cell in row):
                device = getattr(value, "XAdvDevice", None)
                if device is None:
                    continue
                index = (device.StartSize << 16) + device.EndSize
                if abs(bold[index]) < 8:
                    del value.XAdvDevice
    remap = gdef.VarStore.optimize()
    gdef.remap_device_varidxes(remap)
    font["GPOS"].table.remap_device_varidxes(remap)


def build(source, target, family, axes):
    font = TTFont(source, recalcTimestamp=False)
    for table in font["cmap"].tables:
        if table.isUnicode():  # the serif lacks the non-breaking hyphen
            table.cmap.setdefault(0x2011, table.cmap[ord("-")])
    missing = sorted(c for c in CHARACTERS if ord(c) not in font.getBestCmap())
    font = instantiateVariableFont(font, axes)
    font["fvar"].instances = []
    if "STAT" in font:
        del font["STAT"]
    buffer = io.BytesIO()  # the subsetter wants tables as compiled, not as edited
    font.save(buffer)
    font = TTFont(buffer, recalcTimestamp=False)

    options = Options()
    options.layout_features = FEATURES
    options.name_IDs = ["*"]
    options.name_languages = [0x409]
    options.notdef_outline = True
    options.glyph_names = False
    options.hinting = False
    options.drop_tables += ["BASE", "DSIG", "GlyphOrder", "MVAR"]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=[ord(c) for c in CHARACTERS])
    subsetter.subset(font)
    calm_kerning(font)
    rename(font, family)
    font.flavor = "woff2"
    font.save(target)

    check = TTFont(target)
    cmap = check.getBestCmap()
    for char in "čšžćđČŠŽĆĐ€":
        assert ord(char) in cmap, f"{char} is missing in {target}"
    print(
        f"{target.name}: {target.stat().st_size} bytes, {len(cmap)} characters,"
        f" {len(check.getGlyphOrder())} glyphs, axes",
        [(a.axisTag, a.minValue, a.maxValue) for a in check["fvar"].axes],
        "not in source: " + ("".join(missing) or "none"),
    )


def main(sans, serif, out):
    out = Path(out)
    out.mkdir(parents=True, exist_ok=True)
    for source, (name, face) in zip((sans, serif), FACES.items(), strict=True):
        build(source, out / name, **face)
    total = sum((out / name).stat().st_size for name in FACES)
    assert total <= 60_000, f"fonts take {total} bytes, the budget is 60,000"
    print(f"total {total} bytes")


if __name__ == "__main__":
    main(*sys.argv[1:])
