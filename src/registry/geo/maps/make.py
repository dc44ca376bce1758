"""Makes world.topojson and europe.topojson, the two base maps that every `sare` carries with it.

    python3 make.py WORLD_ATLAS_FOLDER EUROPE_GEOJSON

WORLD_ATLAS_FOLDER is the unpacked npm package world-atlas 2.0.2, EUROPE_GEOJSON a cut of its 1:50m countries. Names in three
languages come from CLDR by way of the Python package Babel. Run by hand when the maps change, never by a build.
"""

import json
import sys
from collections import defaultdict

from babel import Locale

# ISO 3166-1: alpha-2 by numeric code.
ISO = """004 AF 008 AL 010 AQ 012 DZ 016 AS 020 AD 024 AO 028 AG 031 AZ 032 AR 036 AU 040 AT 044 BS 048 BH 050 BD 051 AM 052 BB 056 BE
060 BM 064 BT 068 BO 070 BA 072 BW 076 BR 084 BZ 090 SB 092 VG 096 BN 100 BG 104 MM 108 BI 112 BY 116 KH 120 CM 124 CA 132 CV 140 CF
144 LK 148 TD 152 CL 156 CN 158 TW 170 CO 174 KM 178 CG 180 CD 188 CR 191 HR 192 CU 196 CY 203 CZ 204 BJ 208 DK 212 DM 214 DO 218 EC
222 SV 226 GQ 231 ET 232 ER 233 EE 238 FK 242 FJ 246 FI 248 AX 250 FR 258 PF 260 TF 262 DJ 266 GA 268 GE 270 GM 275 PS 276 DE 288 GH
296 KI 300 GR 304 GL 308 GD 320 GT 324 GN 328 GY 332 HT 336 VA 340 HN 344 HK 348 HU 352 IS 356 IN 360 ID 364 IR 368 IQ 372 IE 376 IL
380 IT 384 CI 388 JM 392 JP 398 KZ 400 JO 404 KE 408 KP 410 KR 414 KW 417 KG 418 LA 422 LB 426 LS 428 LV 430 LR 434 LY 438 LI 440 LT
442 LU 446 MO 450 MG 454 MW 458 MY 462 MV 466 ML 470 MT 478 MR 480 MU 484 MX 492 MC 496 MN 498 MD 499 ME 504 MA 508 MZ 512 OM 516 NA
520 NR 524 NP 528 NL 533 AW 540 NC 548 VU 554 NZ 558 NI 562 NE 566 NG 578 NO 586 PK 591 PA 598 PG 600 PY 604 PE 608 PH 616 PL 620 PT
624 GW 626 TL 630 PR 634 QA 642 RO 643 RU 646 RW 682 SA 686 SN 688 RS 694 SL 702 SG 703 SK 704 VN 705 SI 706 SO 710 ZA 716 ZW 724 ES
728 SS 729 SD 732 EH 740 SR 748 SZ 752 SE 756 CH 760 SY 762 TJ 764 TH 768 TG 780 TT 784 AE 788 TN 792 TR 795 TM 800 UG 804 UA 807 MK
818 EG 826 GB 831 GG 832 JE 833 IM 834 TZ 840 US 854 BF 858 UY 860 UZ 862 VE 882 WS 887 YE 894 ZM 074 BV 086 IO 136 KY 162 CX 166 CC 175 YT 184 CK 234 FO 239 GS 254 GF 292 GI 312 GP 316 GU
334 HM 474 MQ 500 MS 531 CW 534 SX 535 BQ 570 NU 574 NF 580 MP 581 UM 583 FM 584 MH 585 PW 612 PN 638 RE 652 BL 654 SH 659 KN 660 AI
662 LC 663 MF 666 PM 670 VC 674 SM 678 ST 690 SC 744 SJ 772 TK 776 TO 796 TC 798 TV 850 VI 876 WF""".split()
ALPHA = dict(zip(ISO[::2], ISO[1::2]))
# Without a number in ISO 3166: Kosovo has the code XK in the EU and in CLDR; the others have no code at all.
OTHERS = {
    "Kosovo": ("XK", None),
    "N. Cyprus": ("", ("Northern Cyprus", "Norte de Chipre", "Ipar Zipre")),
    "Somaliland": ("", ("Somaliland", "Somalilandia", "Somaliland")),
}
LOCALES = {tag: Locale(tag) for tag in ("en", "es", "eu")}


def names(alpha):
    return {f"name_{tag}": locale.territories[alpha] for tag, locale in LOCALES.items()}


def properties(numeric, name):
    if numeric:
        return {"iso": ALPHA[numeric], **names(ALPHA[numeric])}
    alpha, words = OTHERS[name]
    if words:
        return dict(zip(("name_en", "name_es", "name_eu"), words))
    return {"iso": alpha, **names(alpha)}


def of_topology(path):
    """The countries of a TopoJSON file: numeric code, name, polygons of rings of degrees."""
    file = json.load(open(path))
    (sx, sy), (tx, ty) = file["transform"]["scale"], file["transform"]["translate"]
    arcs = []
    for arc in file["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * sx + tx, y * sy + ty))
        arcs.append(points)

    def ring(indices):
        points = []
        for index in indices:
            arc = arcs[index] if index >= 0 else arcs[~index][::-1]
            points += arc[1 if points else 0 :]
        return points

    for country in file["objects"]["countries"]["geometries"]:
        polygons = [country["arcs"]] if country["type"] == "Polygon" else country["arcs"]
        yield country.get("id"), country["properties"]["name"], [[ring(r) for r in polygon] for polygon in polygons]


def of_geojson(path):
    for feature in json.load(open(path))["features"]:
        geometry = feature["geometry"]
        polygons = [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]
        yield feature["properties"].get("iso_n3"), feature["properties"]["name"], [[list(map(tuple, r)) for r in p] for p in polygons]


def is_crimea(polygon):
    """Natural Earth draws borders as they are controlled; the EU and the UN hold that Crimea is part of Ukraine."""
    west, east = min(x for x, _ in polygon[0]), max(x for x, _ in polygon[0])
    south, north = min(y for _, y in polygon[0]), max(y for _, y in polygon[0])
    return 32 < west and east < 37 and 44 < south and north < 46.5


def topology(countries, step, least):
    """A TopoJSON file with shared borders: on a grid of `step` degrees, without corners that span less than `least` square degrees."""
    grid = []
    for numeric, name, polygons in countries:
        snapped = []
        for polygon in polygons:
            rings = []
            for ring in polygon:
                points = [(round((x + 180) / step), round((y + 90) / step)) for x, y in ring[:-1]]
                points = [p for at, p in enumerate(points) if p != points[at - 1]]
                if len(points) >= 3:
                    rings.append(points)
            if rings:
                snapped.append(rings)
        grid.append((numeric, name, snapped))
    # A point is a joint where rings that go through it do not all come and go the same way.
    ways = defaultdict(set)
    for _, _, polygons in grid:
        for ring in (ring for polygon in polygons for ring in polygon):
            for at, point in enumerate(ring):
                ways[point].add(frozenset((ring[at - 1], ring[(at + 1) % len(ring)])))
    joints = {point for point, seen in ways.items() if len(seen) > 1}
    arcs, known = [], {}

    def index(points):
        if points[0] == points[-1] and points[0] not in joints:
            start = points.index(min(points[:-1]))
            points = points[start:-1] + points[:start] + [points[start]]
        forward, backward = tuple(points), tuple(reversed(points))
        if forward in known:
            return known[forward]
        if backward in known:
            return ~known[backward]
        known[forward] = len(arcs)
        arcs.append(points)
        return known[forward]

    def cut(ring):
        starts = [at for at, point in enumerate(ring) if point in joints]
        if not starts:
            return [index(ring + ring[:1])]
        ring = ring[starts[0] :] + ring[: starts[0]] + [ring[starts[0]]]
        ends = [at for at, point in enumerate(ring) if point in joints]
        return [index(ring[a : b + 1]) for a, b in zip(ends, ends[1:])]

    cuts = [(numeric, name, [[cut(ring) for ring in polygon] for polygon in polygons]) for numeric, name, polygons in grid]
    cuts = [(numeric, name, joined(polygons)) for numeric, name, polygons in cuts]
    # Arcs that nothing uses any more have no number in the file.
    used = sorted({index if index >= 0 else ~index for _, _, polygons in cuts for p in polygons for r in p for index in r})
    renumbered = {old: new for new, old in enumerate(used)}
    written = []
    for old in used:
        points = simplified(arcs[old], least / step / step)
        steps = [points[0]] + [(b[0] - a[0], b[1] - a[1]) for a, b in zip(points, points[1:])]
        written.append([list(pair) for pair in steps])

    def number(index):
        return renumbered[index] if index >= 0 else ~renumbered[~index]

    geometries = [
        {
            "type": "MultiPolygon",
            "properties": properties(numeric, name),
            "arcs": [[[number(index) for index in ring] for ring in polygon] for polygon in polygons],
        }
        for numeric, name, polygons in cuts
    ]
    return {
        "type": "Topology",
        "transform": {"scale": [step, step], "translate": [-180, -90]},
        "objects": {"countries": {"type": "GeometryCollection", "geometries": geometries}},
        "arcs": written,
    }


def joined(polygons):
    """Polygons of one country that share a stretch of border, as Crimea and the mainland do, become one."""
    for one in range(len(polygons)):
        for other in range(one + 1, len(polygons)):
            a, b = polygons[one][0], polygons[other][0]
            shared = [index for index in a if ~index in b]
            if shared:
                at = a.index(shared[0])
                a = a[at:] + a[:at]
                b = b[b.index(~shared[-1]) :] + b[: b.index(~shared[-1])]
                assert a[: len(shared)] == shared and b[: len(shared)] == [~index for index in reversed(shared)], "a border in pieces"
                whole = [a[len(shared) :] + b[len(shared) :]] + polygons[one][1:] + polygons[other][1:]
                rest = [polygon for at, polygon in enumerate(polygons) if at not in (one, other)]
                return joined([whole] + rest)
    return polygons


def simplified(points, least):
    """Visvalingam: takes out, again and again, the corner that spans the smallest triangle; a ring keeps four points."""
    points = list(points)
    fewest = 4 if points[0] == points[-1] else 2

    def area(at):
        (ax, ay), (bx, by), (cx, cy) = points[at - 1], points[at], points[at + 1]
        return abs((bx - ax) * (cy - ay) - (cx - ax) * (by - ay)) / 2

    while len(points) > fewest:
        smallest = min(range(1, len(points) - 1), key=area)
        if area(smallest) >= least:
            break
        del points[smallest]
    return points


def main():
    atlas, europe = sys.argv[1:]
    fine = list(of_topology(f"{atlas}/countries-50m.json"))
    crimea = [polygon for _, name, polygons in fine if name == "Russia" for polygon in polygons if is_crimea(polygon)]
    world = []
    coarse = list(of_topology(f"{atlas}/countries-110m.json"))
    taken = [polygon for _, name, polygons in coarse if name == "Russia" for polygon in polygons if is_crimea(polygon)]
    for numeric, name, polygons in coarse:
        if name == "Russia":
            polygons = [polygon for polygon in polygons if not is_crimea(polygon)]
        world.append((numeric, name, polygons + taken if name == "Ukraine" else polygons))
    cut = [(numeric, name, polygons + crimea if name == "Ukraine" else polygons) for numeric, name, polygons in of_geojson(europe)]
    assert len(crimea) == 1 and len(taken) == 1
    for name, made in (("world", topology(world, 0.02, 0)), ("europe", topology(cut, 0.01, 0.0004))):
        with open(f"{name}.topojson", "w") as out:
            json.dump(made, out, ensure_ascii=False, separators=(",", ":"))
            out.write("\n")
        points = sum(len(arc) for arc in made["arcs"])
        print(name, len(made["objects"]["countries"]["geometries"]), "countries,", len(made["arcs"]), "arcs,", points, "points")


main()
