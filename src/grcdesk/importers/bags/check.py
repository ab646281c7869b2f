"""A bag held against what it says of itself: sums, lists and names. Nothing is fetched, unpacked or run."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from grcdesk.importers.bags import tags
from grcdesk.importers.bags.places import UNREADABLE, BagPlace, opened
from grcdesk.importers.bags.tags import BagDeclaration, ManifestLines
from grcdesk.schemas.packages.bags import BagFound, BagReport, BagWord
from grcdesk.schemas.progress import Progress

MOST_TAG = 64 << 20
"""Bytes of a manifest or another file that speaks of the bag."""
_BLOCK = 1 << 20
_MANIFEST = re.compile(r"(tag)?manifest-([a-z0-9-]{2,12})\.txt")
_ALGORITHMS = {
    name.replace("_", ""): name
    for name in ("md5", "sha1", "sha224", "sha256", "sha384", "sha512", "sha3_256", "sha3_384", "sha3_512")
}
_WEAK = {"md5", "sha1"}
_SYSTEM = {".ds_store", "thumbs.db", "desktop.ini"}


@dataclass(slots=True)
class _Bag:
    """What is known of a bag while it is looked at."""

    place: BagPlace
    about: BagDeclaration
    payload: dict[str, ManifestLines] = field(default_factory=dict)
    """By algorithm."""
    beside: dict[str, ManifestLines] = field(default_factory=dict)
    fetch: Mapping[str, str] = field(default_factory=dict)
    info: list[tuple[str, str]] = field(default_factory=list)
    found: list[BagFound] = field(default_factory=list)

    def say(self, word: BagWord, where: str, what: str) -> None:
        self.found.append(BagFound(word, where, what))

    @property
    def data(self) -> list[str]:
        return [name for name in self.place.sizes if name.startswith("data/")]


def check_bag(path: Path, *, progress: Progress | None = None) -> BagReport:
    """Everything in a bag against its manifests.

    Args:
        path: the folder, or the zip file.
        progress: called with bytes read and to be read.

    Raises:
        BadInput: when there is nothing there that could be a bag.
    """
    with opened(path) as place:
        bag = _Bag(place, tags.declared(small(place, tags.BAGIT)))
        bag.found += [*place.found, *bag.about.found]
        _read_tags(bag)
        sums = _hashed(bag, progress or (lambda _done, _all: None))
        _held(bag, sums)
        _named(bag)
        _counted(bag)
        version = ".".join(map(str, bag.about.version)) if any(bag.about.version) else ""
        data = bag.data
        return BagReport(
            found=tuple(dict.fromkeys(bag.found)),
            version=version,
            info=tuple(bag.info),
            sums={name: sums[name]["sha256"] for name in data if "sha256" in sums.get(name, {})},
            files=len(data),
            size=sum(place.sizes[name] for name in data),
            algorithms=tuple(sorted(bag.payload)),
        )


def small(place: BagPlace, name: str, most: int = MOST_TAG) -> bytes | None:
    """The bytes of a file of a bag; None when there is none, it is too large, or it cannot be read."""
    if place.sizes.get(name, most + 1) > most:
        return None
    try:
        with place.read(name) as file:
            return file.read(most)
    except UNREADABLE:
        return None


def _read_tags(bag: _Bag) -> None:
    """What the bag says of itself."""
    for name in sorted(bag.place.sizes):
        if match := _MANIFEST.fullmatch(name):
            _read_manifest(bag, name, beside=bool(match[1]), called=match[2])
    if not bag.payload:
        bag.say(BagWord.DAMAGED, "", "there is no manifest whose sums could be checked")
    elif set(bag.payload) <= _WEAK:
        bag.say(BagWord.REMARK, "", "its sums (MD5, SHA-1) show accidents, and no longer an attack")
    content = small(bag.place, tags.FETCH)
    if content is not None:
        read = tags.fetched(content, bag.about)
        bag.found += read.found
        bag.fetch = read.sums
    _read_info(bag)


def _read_manifest(bag: _Bag, name: str, *, beside: bool, called: str) -> None:
    """A manifest of what is kept, or of what lies beside it; `called` is what its name says of its sums."""
    content = small(bag.place, name)
    if content is None:
        bag.say(BagWord.UNCHECKED, name, "cannot be read here")
        return
    algorithm = _ALGORITHMS.get(called.replace("-", ""))
    if algorithm is None:
        bag.say(BagWord.REMARK, name, "cannot be read here")
        return
    read = tags.manifest(name, content, bag.about, payload=not beside)
    bag.found += read.found
    lists = bag.beside if beside else bag.payload
    lists[algorithm] = read


def _read_info(bag: _Bag) -> None:
    """The first file that tells about the bag: it was called otherwise in early versions."""
    for name in tags.INFO:
        content = small(bag.place, name)
        if content is not None:
            bag.info, odd = tags.info(name, content, bag.about)
            bag.found += odd
            return


def _hashed(bag: _Bag, progress: Callable[[int, int], None]) -> dict[str, dict[str, str]]:
    """By path and algorithm, the sum of every file that a manifest speaks of; each file is read once."""
    beside = sorted({name for listed in bag.beside.values() for name in listed.sums if name in bag.place.sizes})
    wanted = [(name, bag.payload) for name in sorted(bag.data)] + [(name, bag.beside) for name in beside]
    whole, done = sum(bag.place.sizes[name] for name, _ in wanted), 0

    def step(size: int) -> None:
        nonlocal done
        done += size
        progress(min(done, whole), whole)

    found: dict[str, dict[str, str]] = {}
    for name, lists in wanted:
        try:
            found[name] = _sums(bag.place, name, lists, step)
        except UNREADABLE as error:
            bag.say(BagWord.DAMAGED, name, f"cannot be read: {getattr(error, 'strerror', None) or error}")
    return found


def _sums(place: BagPlace, name: str, algorithms: Iterable[str], step: Callable[[int], None]) -> dict[str, str]:
    """The sums of one file; `step` is told of each block that was read."""
    made = {one: hashlib.new(one, usedforsecurity=False) for one in algorithms}
    with place.read(name) as file:
        while chunk := file.read(_BLOCK):
            for one in made.values():
                one.update(chunk)
            step(len(chunk))
    return {algorithm: one.hexdigest() for algorithm, one in made.items()}


def _held(bag: _Bag, sums: Mapping[str, Mapping[str, str]]) -> None:
    """Each list against what is there, both ways."""
    # some systems write accents as two signs, and some do not tell capital letters apart
    alike = {_folded(name): name for name in sums}
    for lists in (bag.payload, bag.beside):
        for algorithm, listed in lists.items():
            for name, digest in listed.sums.items():
                _one(bag, name, digest, (algorithm, sums, alike))
    _unlisted(bag)
    _unlisted_elsewhere(bag)


def _unlisted(bag: _Bag) -> None:
    """Files that no manifest speaks of; the later versions want each of them in all."""
    lists = [set(listed.sums) for listed in bag.payload.values()]
    anywhere = set().union(*lists)
    known = set.intersection(*lists) if lists and bag.about.strict else anywhere
    stood_for = {_folded(name) for name in known - set(bag.place.sizes)}  # the same file, its name written otherwise
    for name in bag.data:
        if name in known or _folded(name) in stood_for:
            continue
        few = "is not listed in every manifest" if name in anywhere else "is not listed in any manifest"
        bag.say(BagWord.DAMAGED, name, f"{few}: it was added")


def _unlisted_elsewhere(bag: _Bag) -> None:
    """Files that are said to lie elsewhere, and that no manifest speaks of."""
    anywhere = set().union(*(listed.sums for listed in bag.payload.values()))
    for name in bag.fetch:
        if name not in anywhere:
            bag.say(BagWord.DAMAGED, tags.FETCH, f"names {name}, which no manifest lists")


def _one(
    bag: _Bag,
    name: str,
    digest: str,
    where: tuple[str, Mapping[str, Mapping[str, str]], Mapping[str, str]],
) -> None:
    """What a list says of one file, held against what is there."""
    algorithm, sums, alike = where
    there = name if name in sums else alike.get(_folded(name), "")
    if there:
        if sums[there].get(algorithm) != digest:
            bag.say(BagWord.DAMAGED, name, "was altered: its sum is another one")
        elif there != name:
            bag.say(BagWord.REMARK, name, f"lies there as {there}, which only differs in case or in how accents stand")
    elif name in bag.fetch:
        told = f"is not in the bag, and nothing is fetched here: it is said to lie at {bag.fetch[name][:200]}"
        bag.say(BagWord.UNCHECKED, name, told)
    elif name not in bag.place.sizes:
        bag.say(BagWord.DAMAGED, name, "is missing")


def _named(bag: _Bag) -> None:
    """Names that do not survive every system."""
    listed = [name for lists in (bag.payload, bag.beside) for one in lists.values() for name in one.sums]
    groups: dict[str, list[str]] = {}
    for name in dict.fromkeys([*bag.place.sizes, *listed]):
        groups.setdefault(_folded(name), []).append(name)
        if name.rpartition("/")[2].casefold() in _SYSTEM:
            bag.say(BagWord.REMARK, name, "is a file that systems make and change by themselves")
    for names in groups.values():
        if len(names) > 1:
            told = f"is the same name as {names[1]} where case or accents do not count"
            bag.say(BagWord.REMARK, names[0], told)


def _counted(bag: _Bag) -> None:
    """What the bag says of its size."""
    said = next((value for label, value in bag.info if label.casefold() == "payload-oxum"), "")
    match = re.fullmatch(r"(\d{1,20})\.(\d{1,12})", said)
    if match is None or bag.fetch:
        return
    data = bag.data
    size = sum(bag.place.sizes[name] for name in data)
    if (int(match[1]), int(match[2])) != (size, len(data)):
        told = f"says {match[2]} files of {match[1]} bytes, and there are {len(data)} of {size}"
        bag.say(BagWord.DAMAGED, "bag-info.txt", told)


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())
