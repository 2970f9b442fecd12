// Draw the map of Europe from world-atlas (Natural Earth 1:50m, public domain).
//
// Usage: node europe.mjs OUT_DIR   writes europe.svg and europe.json into it.
//
// Azimuthal equal-area projection centred on 52° N 10° E, as in ETRS89-LAEA, on
// a sphere. The order matters: project and clip first, then build a topology,
// so that simplification treats a border shared by two countries only once.

import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { geoAzimuthalEqualArea } from "d3-geo";
import { geoProject } from "d3-geo-projection";
import { feature, merge, mesh } from "topojson-client";
import { topology } from "topojson-server";
import { presimplify, simplify } from "topojson-simplify";

const CENTRE = { lat: 52, lon: 10 };
const WIDTH = 1000;
const MARGIN = 6; // units drawn beyond the view, so that no cut edge shows
const MIN_AREA = 0.6; // square units: smaller triangles are straightened
const MIN_ISLAND = 0.9; // square units: smaller islands are left out
const KEEP = ["Malta"]; // too small to survive, but on the map
const RADIUS = 6371; // km

// The view, in kilometres from the projection's centre.
const VIEW = { left: -1815, right: 2225, top: 1600, bottom: -1905 };

const scale = (WIDTH / (VIEW.right - VIEW.left)) * RADIUS;
const unit = scale / RADIUS; // units per kilometre
const HEIGHT = Math.round((VIEW.top - VIEW.bottom) * unit);
const translate = [-VIEW.left * unit, VIEW.top * unit];

const projection = geoAzimuthalEqualArea()
  .rotate([-CENTRE.lon, -CENTRE.lat])
  .scale(scale)
  .translate(translate)
  .clipAngle(60)
  .precision(0.1)
  .clipExtent([
    [-MARGIN, -MARGIN],
    [WIDTH + MARGIN, HEIGHT + MARGIN],
  ]);

const require = createRequire(import.meta.url);
const atlas = JSON.parse(readFileSync(require.resolve("world-atlas/countries-50m.json")));
const countries = geoProject(feature(atlas, atlas.objects.countries), projection);
countries.features = countries.features.filter((f) => f.geometry);

// Natural Earth draws de facto lines. As the EU and the UN General Assembly do,
// we draw no border between Crimea and Ukraine, or within Cyprus.
const CRIMEA = projection([34.3, 45.3]);
const inside = ([x, y], ring) => ring.reduce((odd, [x1, y1], i) => {
  const [x2, y2] = ring[(i + 1) % ring.length];
  return (y1 > y) !== (y2 > y) && x < ((x2 - x1) * (y - y1)) / (y2 - y1) + x1 ? !odd : odd;
}, false);
countries.features = countries.features.flatMap((f) => {
  const name = { "N. Cyprus": "Cyprus" }[f.properties.name] ?? f.properties.name;
  if (f.geometry.type !== "MultiPolygon") return [{ ...f, properties: { name } }];
  return f.geometry.coordinates.map((coordinates) => ({
    type: "Feature",
    properties: { name: inside(CRIMEA, coordinates[0]) ? "Ukraine" : name },
    geometry: { type: "Polygon", coordinates },
  }));
});

const planar = topology({ countries }, 1e5);
const simple = simplify(presimplify(planar), MIN_AREA);
const shapes = simple.objects.countries;

const ringArea = (ring) =>
  Math.abs(ring.reduce((sum, [x, y], i) => {
    const [u, v] = ring[(i + 1) % ring.length];
    return sum + x * v - u * y;
  }, 0)) / 2;

// Relative path data with one decimal; rounding errors do not add up.
const number = (n) => String(n / 10).replace(/^(-?)0\./, "$1.");
function line(points, close) {
  let path = "", px = 0, py = 0, first = true, count = 0;
  for (const [x, y] of points) {
    const qx = Math.round(x * 10), qy = Math.round(y * 10);
    const dx = qx - px, dy = qy - py;
    if (!first && !dx && !dy) continue;
    const a = number(dx), b = number(dy);
    const glue = (text, s) => (s[0] === "-" || (s[0] === "." && /\.\d*$/.test(text)) ? "" : " ");
    path += first ? `M${a}` : count === 1 ? `l${a}` : `${glue(path, a)}${a}`;
    path += `${glue(path, b)}${b}`;
    [px, py, first] = [qx, qy, false];
    count += 1;
  }
  return count < 2 ? "" : path + (close ? "z" : "");
}

const land = merge(simple, shapes.geometries).coordinates
  .map((polygon) => polygon.filter((ring) => ringArea(ring) >= MIN_ISLAND))
  .filter((polygon) => polygon.length);
const landPath = land.flatMap((p) => p.map((ring) => line(ring.slice(0, -1), true)));

for (const name of KEEP) {
  for (const { geometry } of countries.features.filter((f) => f.properties.name === name)) {
    const [ring] = geometry.coordinates;
    if (ringArea(ring) < MIN_ISLAND) landPath.push(line(ring.slice(0, -1), true));
  }
}

const borders = mesh(simple, shapes, (a, b) => a.properties.name !== b.properties.name).coordinates.map((l) => line(l, false));

const svg =
  `<g class="map-land" aria-hidden="true">` +
  `<path class="land" d="${landPath.join("")}"/>` +
  `<path class="borders" fill="none" d="${borders.join("")}"/></g>\n`;
writeFileSync(`${process.argv[2]}/europe.svg`, svg);

// Constants and check points for catalogue/europe.py.
const towns = [
  ["Ljubljana", 46.0569, 14.5058], ["Ravne na Koroškem", 46.5431, 14.9692],
  ["Lisboa", 38.7223, -9.1393], ["Sagres", 37.0086, -8.9403],
  ["Galway", 53.2707, -9.0568], ["Valletta", 35.8989, 14.5146],
  ["Nicosia", 35.1856, 33.3823], ["Famagusta", 35.1149, 33.9192],
  ["Umeå", 63.8258, 20.263], ["Trondheim", 63.4305, 10.3951],
  ["Helsinki", 60.1699, 24.9384], ["Kyiv", 50.4501, 30.5234],
  ["Lviv", 49.8397, 24.0297], ["İstanbul", 41.0082, 28.9784],
  ["Heraklion", 35.3387, 25.1442], ["København", 55.6761, 12.5683],
  ["Bologna", 44.4949, 11.3426], ["Eisenhüttenstadt", 52.145, 14.6728],
].map(([name, lat, lon]) => ({ name, lat, lon, xy: projection([lon, lat]) }));
const corner = (x, y) => projection.invert([x, y]).map((n) => +n.toFixed(2));
writeFileSync(`${process.argv[2]}/europe.json`, JSON.stringify({
  WIDTH, HEIGHT, scale, translate, CENTRE, towns,
  corners: {
    nw: corner(0, 0), n: corner(WIDTH / 2, 0), ne: corner(WIDTH, 0),
    w: corner(0, HEIGHT / 2), e: corner(WIDTH, HEIGHT / 2),
    sw: corner(0, HEIGHT), s: corner(WIDTH / 2, HEIGHT), se: corner(WIDTH, HEIGHT),
  },
}, null, 1));
console.log(`europe.svg: ${svg.length} bytes, height ${HEIGHT}, land ${landPath.join("").length}, borders ${borders.join("").length}`);
