"""Files that were right once: cut, doubled, spliced and spiced by a seed, so that each failure comes again."""

from __future__ import annotations

import io
import random
import zipfile

SPICES = (
    *(
        b"\x00",
        b"\xff\xfe",
        b"\xef\xbb\xbf",
        b"\xed\xa0\x80",
        b"\x1b[2J",
        b"\r",
        b"\n",
        b"\x85",
        "\u202e".encode(),
        b"'",
    ),
    *(b'"', b"{", b"[" * 3000, b"9" * 5000, b"-1", b"1e999", b"NaN", b"null", b"9999-12-31", b"0000-00-00", b","),
    *(b"&a", b"*a", b"!!python/object:os.system", b"<<", b"=1+1", b"\\ud800", b"\\u0000", b"true", b"<!ENTITY a 'b'>"),
)
_STEPS = 3


def mutant(data: bytes, chance: random.Random) -> bytes:
    """One to three changes; of an archive, inside one of its members or of the archive itself."""
    if data.startswith(b"PK") and chance.random() < 0.7:
        return _inside(data, chance)
    for _ in range(chance.randint(1, _STEPS)):
        data = _changed(data, chance)
    return data


def _changed(data: bytes, chance: random.Random) -> bytes:
    begin = chance.randrange(len(data) + 1)
    end = min(len(data), begin + chance.choice((1, 1, 4, 40, 400)))
    piece = data[begin:end]
    match chance.randrange(7):
        case 0 if piece:
            return data[:begin] + bytes([piece[0] ^ 1 << chance.randrange(8)]) + data[begin + 1 :]
        case 1:
            return data[:begin] + data[end:]
        case 2:
            return data[:begin] + piece * chance.choice((2, 3, 50)) + data[end:]
        case 3:
            return data[:begin]
        case 4:
            other = chance.randrange(len(data) + 1)
            return data[:other] + piece + data[other:]
        case _:
            return data[:begin] + chance.choice(SPICES) + data[begin:]


def _inside(data: bytes, chance: random.Random) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        names = old.namelist()
        hit = chance.choice(names)
        for name in names:
            content = old.read(name)
            new.writestr(name, _changed(content, chance) if name == hit else content)
    return made.getvalue()
