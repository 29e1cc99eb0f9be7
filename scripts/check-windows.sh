#!/usr/bin/env bash
# Builds the desktop for Windows (x86_64-pc-windows-gnu) on a Debian machine, runs the tests of the crates that need no
# window and `anju-desktop.exe --selftest` under Wine. What that proves and what it does not: docs/windows.md.
#
# Needs: wine64, perl, make, gcc, npm, dpkg, apt-get with a package list (apt-get update). No root, no rustup.
# Usage: scripts/check-windows.sh                  everything; the first time half an hour and 6 GB
#        scripts/check-windows.sh prepare | tests | desktop        one part of it
#        rm -rf .cache/windows                     prepares anew, for instance after Debian moved its packages
#        CARGO_TARGET_DIR=…                        builds there instead of in .cache/windows/target
set -euo pipefail

readonly TARGET=x86_64-pc-windows-gnu
readonly MINGW=x86_64-w64-mingw32
readonly CRATES=(anju-domain anju-contract anju-forms anju-client)

repository=$(cd "$(dirname "$0")/.." && pwd)
readonly repository
readonly cache="$repository/.cache/windows"
# Debian's packages, unpacked: nothing of them is installed.
readonly root="$cache/root"
readonly bin="$cache/bin"

say() { printf '\n== %s\n' "$*"; }

fail() {
    printf 'check-windows: %s\n' "$*" >&2
    exit 1
}

# need PROGRAM PACKAGE
need() { command -v "$1" >/dev/null || fail "$1 is missing; as root: apt-get install --no-install-recommends $2"; }

check_programs() {
    need apt-get apt
    need dpkg dpkg
    need perl perl
    need make make
    need gcc gcc
    need npm npm
    [ -n "$(wine_program)" ] || fail "Wine is missing; as root: apt-get install --no-install-recommends wine wine64"
}

# The 64-bit loader itself: Debian's `wine` asks for the 32-bit half, which nothing here needs.
wine_program() {
    local candidate
    for candidate in /usr/lib/wine/wine64 "$(command -v wine64 || true)"; do
        if [ -x "$candidate" ]; then
            printf '%s' "$candidate"
            return
        fi
    done
}

# once NAME FUNCTION: runs a step of the preparation that has not been finished before.
once() {
    local mark="$cache/$1.done"
    [ -e "$mark" ] && return
    say "preparing: $1"
    "$2"
    touch "$mark"
}

# The newest version of a package whose name carries a number, such as libllvm22.
newest() {
    local found
    found=$(apt-cache search --names-only "$1" | cut -d' ' -f1 | sort -V | tail -n 1)
    [ -n "$found" ] || fail "no Debian package matches $1; run apt-get update as root and try again"
    printf '%s' "$found"
}

# depends PACKAGE PATTERN: what a package itself asks for, because several versions stand side by side.
depends() {
    local found
    found=$(apt-cache depends "$1" | sed -n "s/^ *Depends: \($2\)\$/\1/p" | head -n 1)
    [ -n "$found" ] || fail "the Debian package $1 asks for no $2; run apt-get update as root and try again"
    printf '%s' "$found"
}

download_packages() {
    local std llvm git
    std=$(newest '^libstd-rust-web-[0-9.]+$')
    llvm=$(depends "$std" 'libllvm[0-9]*')
    git=$(depends cargo-web 'libgit2-[0-9.]*')
    mkdir -p "$cache/packages"
    cd "$cache/packages"
    apt-get download rustc-web cargo-web rust-web-src libstd-rust-web-dev "$std" "$llvm" "$git" \
        "$(newest '^libhttp-parser[0-9.]+$')" "$(newest '^libmbedcrypto[0-9]+$')" \
        "$(newest '^libmbedx509-[0-9]+$')" "$(newest '^libmbedtls[0-9]+$')" \
        gcc-mingw-w64-base gcc-mingw-w64-x86-64-win32 gcc-mingw-w64-x86-64-win32-runtime \
        g++-mingw-w64-x86-64-win32 binutils-mingw-w64-x86-64 mingw-w64-common mingw-w64-x86-64-dev
}

unpack_packages() {
    local package
    mkdir -p "$root"
    for package in "$cache"/packages/*.deb; do
        dpkg -x "$package" "$root"
    done
}

# wrapper NAME: a program of the unpacked packages, with the libraries that came with it.
wrapper() {
    cat >"$bin/$1" <<WRAPPER
#!/bin/sh
LD_LIBRARY_PATH="$root/usr/lib/x86_64-linux-gnu\${LD_LIBRARY_PATH:+:\$LD_LIBRARY_PATH}" exec "$root/usr/bin/$1" "\$@"
WRAPPER
    chmod +x "$bin/$1"
}

make_toolchain() {
    local program name
    mkdir -p "$bin"
    wrapper rustc
    wrapper cargo
    for program in "$root/usr/bin/$MINGW"-*; do
        name=$(basename "$program")
        # Of the two thread models only «win32» was unpacked; everybody calls the compilers without that ending.
        ln -sf "$program" "$bin/${name%-win32}"
    done
    "$bin/rustc" --version >/dev/null || fail "the unpacked rustc does not start; a library it needs is missing (ldd $root/usr/bin/rustc)"
}

# The standard library for the target, laid where the compiler looks for it: from then on Cargo needs no special word.
build_std() {
    local crate="$cache/std" into
    mkdir -p "$crate/src"
    printf '[package]\nname = "std-for-windows"\nversion = "0.0.0"\nedition = "2024"\n\n[workspace]\n' >"$crate/Cargo.toml"
    printf '#![no_std]\n' >"$crate/src/lib.rs"
    cd "$crate"
    RUSTC_BOOTSTRAP=1 CARGO_TARGET_DIR="$crate/target" \
        cargo build --release -Zbuild-std=std,panic_abort,test --target "$TARGET"
    into="$(rustc --print sysroot)/lib/rustlib/$TARGET/lib"
    mkdir -p "$into"
    cp "$crate/target/$TARGET"/release/deps/lib*.rlib "$into"
    rm "$into"/libstd_for_windows-*.rlib
}

# Wine 8 has no bcryptprimitives.dll, out of which Rust's standard library takes its random numbers; without it every
# program ends with 53 and without a word. This one stands in for it in the test prefix and is never shipped.
make_random_dll() {
    cat >"$cache/bcryptprimitives.c" <<'SOURCE'
#include <windows.h>
#include <ntsecapi.h>

__declspec(dllexport) BOOL WINAPI ProcessPrng(PBYTE bytes, SIZE_T length)
{
    return RtlGenRandom(bytes, (ULONG)length);
}
SOURCE
    "$MINGW-gcc" -shared -O2 -o "$WINEPREFIX/drive_c/windows/system32/bcryptprimitives.dll" \
        "$cache/bcryptprimitives.c" -ladvapi32
}

make_prefix() {
    "$wine" wineboot -i
    wine_server -w
    make_random_dll
}

wine_server() {
    local server
    for server in /usr/lib/wine/wineserver64 /usr/lib/wine/wineserver "$(command -v wineserver || true)"; do
        if [ -x "$server" ]; then
            "$server" "$@"
            return
        fi
    done
}

use_toolchain() {
    export PATH="$bin:$PATH"
    # rustup's choices end here.
    unset RUSTUP_TOOLCHAIN RUSTC RUSTFLAGS
    export CARGO_TARGET_DIR=${CARGO_TARGET_DIR:-$cache/target}
    export "CARGO_TARGET_X86_64_PC_WINDOWS_GNU_LINKER=$MINGW-gcc"
    wine=$(wine_program)
    readonly wine
    export "CARGO_TARGET_X86_64_PC_WINDOWS_GNU_RUNNER=$wine"
    export WINEPREFIX="$cache/prefix" WINEARCH=win64 WINEDEBUG=-all
    # No offers to download what only pages in Wine's own browser need, and no debugger that waits after a crash.
    export WINEDLLOVERRIDES="mscoree=;mshtml=;winedbg.exe="
    # The prefix is ours alone, so its server is too.
    trap 'wine_server -k || true' EXIT
}

prepare() {
    mkdir -p "$cache"
    once packages download_packages
    once unpacked unpack_packages
    once toolchain make_toolchain
    once std build_std
    once prefix make_prefix
}

build_pages() {
    [ -e "$repository/ui/dist/index.html" ] && return
    say "building the pages"
    cd "$repository/ui"
    [ -e node_modules ] || npm ci
    npm run build
}

run_tests() {
    local crate packages=()
    # Always the same packages, so that the second call builds nothing anew.
    for crate in "${CRATES[@]}"; do
        packages+=(--package "$crate")
    done
    say "tests under Wine: ${CRATES[*]}"
    cd "$repository"
    cargo test --locked --target "$TARGET" "${packages[@]}" --no-fail-fast \
        --lib --test snapshot --test ledger --test withdrawal
    # The other tests of the forms read the PDF with qpdf and poppler, which are no Windows programs here.
    cargo test --locked --target "$TARGET" "${packages[@]}" --test forms -- refusals:: same_bytes::
}

run_desktop() {
    local folder="$CARGO_TARGET_DIR/$TARGET/debug" loader
    build_pages
    say "anju-desktop.exe"
    cd "$repository"
    cargo build --locked --target "$TARGET" --package anju-desktop --features anju-desktop/custom-protocol
    loader=$(find "$folder/build" -path '*/webview2-com-sys-*/x64/WebView2Loader.dll' -print -quit)
    [ -n "$loader" ] || fail "webview2-com-sys left no WebView2Loader.dll in $folder/build"
    cp "$loader" "$folder"
    ls -l "$folder/anju-desktop.exe"
    say "anju-desktop.exe --selftest under Wine"
    "$wine" "$folder/anju-desktop.exe" --selftest
}

main() {
    local part=${1:-all}
    case $part in
    all | prepare | tests | desktop) ;;
    *) fail "no part is called $part: prepare, tests, desktop, or none for all" ;;
    esac
    check_programs
    use_toolchain
    prepare
    case $part in
    prepare) return ;;
    tests) run_tests ;;
    desktop) run_desktop ;;
    all)
        run_tests
        run_desktop
        ;;
    esac
    say "Windows check passed: $part"
}

main "$@"
