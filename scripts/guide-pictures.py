#!/usr/bin/env python3
"""Takes the user guide's pictures over from the window stories' screenshots, with a palette so that they stay small.

    cargo xtask test            # or the window stories alone, see tests/README.md
    scripts/guide-pictures.py   # target/screenshots -> docs/guide/pictures
"""

import pathlib
import struct
import zlib
from collections import Counter

ROOT = pathlib.Path(__file__).resolve().parent.parent
FROM = ROOT / "target" / "screenshots"
TO = ROOT / "docs" / "guide" / "pictures"
PICTURES = {
    "home": "desk-8-bureau-home",
    "sheet": "desk-3-sheet",
    "grid": "desk-2-grid-saved",
    "confirmation": "desk-4-confirmation",
    "signatures": "desk-6-signatures-all",
    "inbox": "desk-8-bureau-inbox",
    "case": "desk-8-bureau-case",
    "outbox": "offline-6-outbox",
}


def chunks(data):
    at = 8
    while at < len(data):
        (size,) = struct.unpack(">I", data[at : at + 4])
        yield data[at + 4 : at + 8], data[at + 8 : at + 8 + size]
        at += 12 + size


def pixels(data):
    """Width, height and the colours of a PNG of 8 bits a channel without interlacing, row by row."""
    header, packed = b"", b""
    for kind, body in chunks(data):
        if kind == b"IHDR":
            header = body
        elif kind == b"IDAT":
            packed += body
    width, height, depth, colour, _, _, interlaced = struct.unpack(">IIBBBBB", header)
    if depth != 8 or colour not in (2, 6) or interlaced:
        raise SystemExit("only plain RGB screenshots are read")
    step = 3 if colour == 2 else 4
    raw, stride, before = zlib.decompress(packed), width * step, bytearray(width * step)
    rows = []
    for y in range(height):
        kind = raw[y * (stride + 1)]
        row = bytearray(raw[y * (stride + 1) + 1 : (y + 1) * (stride + 1)])
        for x in range(stride):
            left, up = (row[x - step] if x >= step else 0), before[x]
            corner = before[x - step] if x >= step else 0
            if kind == 1:
                row[x] = row[x] + left & 255
            elif kind == 2:
                row[x] = row[x] + up & 255
            elif kind == 3:
                row[x] = row[x] + (left + up) // 2 & 255
            elif kind == 4:
                guess = left + up - corner
                near = min((abs(guess - left), 0, left), (abs(guess - up), 1, up), (abs(guess - corner), 2, corner))
                row[x] = row[x] + near[2] & 255
        rows.append([tuple(row[x : x + 3]) for x in range(0, stride, step)])
        before = row
    return width, height, rows


def with_palette(width, height, rows):
    """The same picture in the 256 colours that it uses most; the others become their nearest."""
    palette = [colour for colour, _ in Counter(colour for row in rows for colour in row).most_common(256)]
    place = {colour: at for at, colour in enumerate(palette)}

    def nearest(colour):
        if colour not in place:
            distance = lambda at: sum((a - b) ** 2 for a, b in zip(palette[at], colour))
            place[colour] = min(range(len(palette)), key=distance)
        return place[colour]

    body = b"".join(b"\0" + bytes(nearest(colour) for colour in row) for row in rows)
    parts = [
        (b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)),
        (b"PLTE", bytes(channel for colour in palette for channel in colour)),
        (b"IDAT", zlib.compress(body, 9)),
        (b"IEND", b""),
    ]
    chunk = lambda kind, data: struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunk(kind, data) for kind, data in parts)


def main():
    TO.mkdir(parents=True, exist_ok=True)
    for name, story in PICTURES.items():
        picture = with_palette(*pixels((FROM / f"{story}.png").read_bytes()))
        (TO / f"{name}.png").write_bytes(picture)
        print(f"{name}.png {len(picture)} bytes")


if __name__ == "__main__":
    main()
