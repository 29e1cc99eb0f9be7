#!/bin/sh
# Cuts the two faces that crates/forms ships out of Debian's fonts-noto-cjk, so that anybody can make them again.
#
# Needs: fonts-noto-cjk (1:20220127+repack1-1), libharfbuzz-bin (hb-subset 6.0.0), python3.
# Usage: scripts/cut-fonts.sh [folder]     default: crates/forms/fonts
#
# What is kept
#   text.otf   Noto Serif CJK SC Regular: GBK, the whole of the unified ideographs, Extension A, and whatever the
#              font has of Extensions B to F (all the characters that occur in names of the register).
#   title.otf  Noto Sans CJK SC Bold: GB 2312, for titles and heads; a rarer character there falls back to the text face.
# Layout tables, hints and vertical metrics are dropped: the forms set horizontal text without shaping.
set -eu

out=${1:-"$(dirname "$0")/../crates/forms/fonts"}
fonts=/usr/share/fonts/opentype/noto
lists=$(mktemp -d)
trap 'rm -rf "$lists"' EXIT

python3 - "$lists" <<'PY'
import sys

def charset(codec, lead, trail):
    for high in lead:
        for low in trail:
            try:
                yield ord(bytes([high, low]).decode(codec))
            except UnicodeDecodeError:
                pass

latin = set(range(0x20, 0x7F)) | set(range(0xA0, 0x100))
gbk = set(charset("gbk", range(0x81, 0xFF), range(0x40, 0xFF)))
gb2312 = set(charset("gb2312", range(0xA1, 0xF8), range(0xA1, 0xFF)))
# The codecs have ― for the dash of two ideographs and leave out ㎡; both faces need what the forms write themselves.
marks = set(range(0x2010, 0x2040)) | {0x20AC, 0x2103, 0x2116, 0x33A1} | set(range(0x3000, 0x3040)) | set(range(0xFF00, 0xFFF0))
latin |= marks
ideographs = set(range(0x3400, 0x4DC0)) | set(range(0x4E00, 0xA000)) | set(range(0x20000, 0x30000))
for name, points in (("text", latin | gbk | ideographs), ("title", latin | gb2312)):
    with open(f"{sys.argv[1]}/{name}.txt", "w") as out:
        out.writelines(f"U+{point:04X}\n" for point in sorted(points))
PY

cut() {
    hb-subset "$fonts/$1" --face-index=2 --unicodes-file="$lists/$2.txt" --layout-features= --no-hinting \
        --notdef-outline --drop-tables+=BASE,VORG,vhea,vmtx,GPOS,GSUB,GDEF --output-file="$out/$2.otf"
}
cut NotoSerifCJK-Regular.ttc text
cut NotoSansCJK-Bold.ttc title
sha256sum "$out/text.otf" "$out/title.otf"
