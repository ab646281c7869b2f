"""VERIFY.txt: how anybody checks a package without us, on three systems, and what such a check cannot show.

Every command stands on lines of its own that begin with four spaces: the tests run what is printed.
"""

from __future__ import annotations

from grcdesk.schemas.packages import PackageContent

SIGNED_FOR = "evidence-package@grcdesk"
"""What a signature of a package is for: one made for something else does not pass for it."""
CHECKPOINT_FOR = "checkpoint@grcdesk"
_LIMITS = (
    "Who holds the desk and the key can rewrite everything after the last head that left the house. Keep this\n"
    "   package, or its log position and head: every package, workbook and report handed over is a witness.",
    "Integrity is not truth: a forged report that was taken in on day one stays a faithfully kept forgery.",
    "Times are those of the computer grcdesk ran on, except that of a time stamp (checkpoint.txt.tsr).",
    "Names of people are what the operating system and its settings said; one shared account is one name.",
    "The loss of a whole desk is only seen by somebody who kept an anchor.",
    "A signature by a key that lies on the same machine shows the machine, not the person, unless the key is in\n"
    "   hardware. A key that comes inside a package proves nothing: ask for it in another way.",
    "Texts and files that were erased on purpose cannot come back; their hashes stay in the log.",
)
_UNSIGNED = """This package is NOT SIGNED. Steps 2, 3 and 5 show accidents and careless changes; whoever changes a file
and both manifests is seen only by somebody who noted the SHA-256 of tagmanifest-sha256.txt when it was
handed over."""
_SIGNED = """The key comes from the engagement letter or another way outside of this package, never from here. Write it
into a file allowed_signers, one line:  NAME ssh-ed25519 AAAA...   and put your own NAME below.
The key that signed has the fingerprint {key}."""


def verify_text(content: PackageContent) -> bytes:
    """The text, with Unix line ends."""
    dates = content.matrix.dates
    signed = _SIGNED.format(key=content.signed_by) if content.signed_by else _UNSIGNED
    parts = [
        f"HOW TO CHECK THIS PACKAGE WITHOUT GRCDESK\n\n{content.matrix.scope.organisation}: {content.matrix.scope.name}",
        f"Evidence package, {content.standing}. {dates.line}",
        f"Change log: position {dates.entry}, head {dates.head}",
        *dates.notices,
        "Open a terminal in the folder that holds this file. Check first, open afterwards.",
        f"0  WHO SIGNED\n\n{signed}",
        _LINUX,
        _MAC,
        _WINDOWS,
        _CHAIN,
        _STAMP if content.stamped else "",
        "WHAT NO CHECK OF THIS PACKAGE SHOWS\n\n"
        + "\n".join(f"{number}. {limit}" for number, limit in enumerate(_LIMITS, 1)),
    ]
    text = "\n\n".join(part for part in parts if part) + "\n"
    return (text if content.signed_by else _without_signature(text)).encode()


def _without_signature(text: str) -> str:
    """The commands about a signature stand only where there is one."""
    lines = text.split("\n")
    kept = []
    skip = False
    for line in lines:
        if line.startswith("1  "):
            skip = True
        elif line.startswith("2  "):
            skip = False
        if not skip:
            kept.append(line)
    return "\n".join(kept)


_LINUX = """LINUX (bash)

1  the signature is of this package, and by a key you were given elsewhere

    ssh-keygen -Y verify -f allowed_signers -I NAME -n evidence-package@grcdesk \\
      -s tagmanifest-sha256.txt.sig < tagmanifest-sha256.txt

2  every file is as it was when the package was made

    sha256sum --strict --quiet -c tagmanifest-sha256.txt && sha256sum --strict --quiet -c manifest-sha256.txt

3  nothing was added, nothing is missing (prints nothing; files of your own in this folder show up here)

    diff <(cut -c67- manifest-sha256.txt tagmanifest-sha256.txt | LC_ALL=C sort) \\
      <(find . ! -type d | cut -c3- | grep -vxF -e tagmanifest-sha256.txt -e tagmanifest-sha256.txt.sig | LC_ALL=C sort)"""
_MAC = """MACOS (zsh or bash)

1  as on Linux

2  every file is as it was

    shasum -a 256 -s -c tagmanifest-sha256.txt && shasum -a 256 -s -c manifest-sha256.txt

3  as on Linux"""
_WINDOWS = r"""WINDOWS (PowerShell; ssh-keygen is part of Windows 10 and later)

1  the signature

    cmd /c "ssh-keygen -Y verify -f allowed_signers -I NAME -n evidence-package@grcdesk -s tagmanifest-sha256.txt.sig < tagmanifest-sha256.txt"

2  every file is as it was (prints what is not)

    foreach ($list in 'tagmanifest-sha256.txt', 'manifest-sha256.txt') { foreach ($line in Get-Content $list) {
      if ((Get-FileHash -Algorithm SHA256 -LiteralPath $line.Substring(66)).Hash -ne $line.Substring(0, 64)) { "FAILED  " + $line.Substring(66) } } }

3  nothing was added, nothing is missing (prints what differs)

    $listed = Get-Content manifest-sha256.txt, tagmanifest-sha256.txt | ForEach-Object { $_.Substring(66) }
    $there = Get-ChildItem -Recurse -File -Force | Resolve-Path -Relative | ForEach-Object { $_.Substring(2).Replace('\', '/') }
    Compare-Object $listed ($there -notmatch '^tagmanifest-sha256\.txt(\.sig)?$') -CaseSensitive"""
_CHAIN = """THE CHANGE LOG (any system)

5  each line of data/audit/audit.jsonl is one change and names the SHA-256 of the line before it; the last one is
   the head that checkpoint.txt, this file and every document in the package print. Both forms say the same; the
   second is the fast one (10,000 lines: a second, in place of half a minute).

   sh:

    prev=0000000000000000000000000000000000000000000000000000000000000000; n=0
    while IFS= read -r line; do
      n=$((n + 1))
      case $line in
        *"\\"prev\\":\\"$prev\\""*) prev=$(printf %s "$line" | sha256sum | cut -c1-64) ;;
        *) echo "line $n does not follow from the line before it"; exit 5 ;;
      esac
    done < data/audit/audit.jsonl
    [ "$n $prev" = "$(sed -n '2,3p' checkpoint.txt | paste -sd' ' -)" ] && echo "whole: $n entries, head $prev" || exit 5

   (macOS: shasum -a 256 in place of sha256sum)

   Python 3, saved as chain.py and run in this folder:

    import hashlib, json, sys
    head, n = "0" * 64, 0
    for line in open("data/audit/audit.jsonl", "rb"):
        line, n = line.rstrip(b"\\n"), n + 1
        if (json.loads(line)["seq"], json.loads(line)["prev"]) != (n, head):
            sys.exit(f"line {n} does not follow from the line before it")
        head = hashlib.sha256(line).hexdigest()
    said = open("checkpoint.txt").read().split("\\n")[1:3]
    print(f"whole: {n} entries, head {head}" if said == [str(n), head] else sys.exit("not what checkpoint.txt says"))

   data/audit/verify_log.py is the same, stricter: python data/audit/verify_log.py data/audit/audit.jsonl"""
_STAMP = """THE TIME STAMP

4  a time stamp service saw checkpoint.txt at the time it says; tsa-ca.pem is its certificate, from the service itself

    openssl ts -verify -data checkpoint.txt -in checkpoint.txt.tsr -CAfile tsa-ca.pem"""
