#!/usr/bin/env python3
"""Takes the guards of tests/guards.toml out, one at a time, in a copy of the tree, and shows the test that turns red.

    python3 scripts/guards.py [WORD]        only guards whose name contains WORD

Exit code 1 if a guard's absence was noticed by no test. Needs what `cargo xtask test` needs; a minute or two a guard.
"""

import functools
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib

ROOT = pathlib.Path(__file__).resolve().parent.parent
PLACE = ROOT / "target" / "guards"
TREE = PLACE / "tree"
FEATURES = ["--workspace", "--locked", "--features", "anju-desktop/custom-protocol"]
SESSION = """
printf anju-tests | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1
exec "$@"
"""


def copy_tree() -> None:
    """The committed and the changed files, with the built pages that the desktop's binary carries."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"], cwd=ROOT, check=True, capture_output=True
    ).stdout.decode()
    wanted = {name for name in listed.split("\0") if name and (ROOT / name).is_file()}
    wanted |= {str(path.relative_to(ROOT)) for path in (ROOT / "ui" / "dist").rglob("*") if path.is_file()}
    for path in list(TREE.rglob("*")) if TREE.exists() else []:
        if path.is_file() and str(path.relative_to(TREE)) not in wanted:
            path.unlink()
    for name in wanted:
        place = TREE / name
        content = (ROOT / name).read_bytes()
        # Untouched files keep their time, so that Cargo builds only what changed.
        if not place.exists() or place.read_bytes() != content:
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(content)
            shutil.copymode(ROOT / name, place)


def cargo(words: list[str], home: str | None = None) -> subprocess.CompletedProcess:
    command = ["cargo", *words]
    environment = {**os.environ, "CARGO_TARGET_DIR": str(PLACE / "target")}
    if home:
        # A session of its own: the key ring of whoever runs this is neither opened nor written.
        command = ["dbus-run-session", "--", "sh", "-c", SESSION, "session", *command]
        for name, folder in [("CARGO_HOME", ".cargo"), ("RUSTUP_HOME", ".rustup")]:
            environment.setdefault(name, str(pathlib.Path.home() / folder))
        for name in ["HOME", "XDG_RUNTIME_DIR", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"]:
            place = pathlib.Path(home) / name.lower()
            place.mkdir(mode=0o700)
            environment[name] = str(place)
    return subprocess.run(command, cwd=TREE, env=environment, text=True, capture_output=True)


@functools.cache
def failing_anyway(story: str) -> frozenset[str]:
    """What fails with every guard in place proves nothing."""
    copy_tree()
    found = reds(story)
    if isinstance(found, str):
        sys.exit(f"nothing can be tried on the tree itself: {found}")
    return frozenset(found)


def reds(story: str) -> list[str] | str:
    """The tests that fail; the compiler's words if it does not build, or that no test has this name."""
    built = cargo(["build", *FEATURES, "--all-targets"])
    if built.returncode != 0:
        return "\n".join(line for line in built.stderr.splitlines() if line.startswith("error"))
    with tempfile.TemporaryDirectory() as home:
        ran = cargo(["test", *FEATURES, "--no-fail-fast", "--", story, "--skip", "window::"], home)
    if not re.search(r"^test \S+ \.\.\. ", ran.stdout, re.MULTILINE):
        return f"no test is called “{story}”"
    return sorted(set(re.findall(r"^test (\S+) \.\.\. FAILED", ran.stdout, re.MULTILINE)))


def main() -> int:
    word = sys.argv[1] if len(sys.argv) > 1 else ""
    guards = tomllib.loads((ROOT / "tests" / "guards.toml").read_text())["guard"]
    guards = [guard for guard in guards if word in guard["name"]]
    unnoticed = 0
    for number, guard in enumerate(guards, 1):
        before = failing_anyway(guard["story"])
        copy_tree()
        place = TREE / guard["file"]
        text = place.read_text()
        if text.count(guard["find"]) != 1:
            print(f"{number:3} STALE  {guard['name']}: its text stands {text.count(guard['find'])} times in {guard['file']}")
            unnoticed += 1
            continue
        place.write_text(text.replace(guard["find"], guard["replace"]))
        found = reds(guard["story"])
        if not isinstance(found, str):
            found = [test for test in found if test not in before]
        if isinstance(found, str):
            print(f"{number:3} BROKEN {guard['name']}: does not build without it: {found}")
            unnoticed += 1
        elif found:
            print(f"{number:3} red    {guard['name']}: {found[0]}" + (f" and {len(found) - 1} more" if found[1:] else ""))
        else:
            print(f"{number:3} UNSEEN {guard['name']}: no test of “{guard['story']}” failed")
            unnoticed += 1
        sys.stdout.flush()
    print(f"{len(guards) - unnoticed} of {len(guards)} guards are watched")
    return 1 if unnoticed else 0


if __name__ == "__main__":
    sys.exit(main())
