"""What closes a package: manifests, the words it says of itself, checkpoint, signature and time stamp."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from grcdesk.errors import Refused
from grcdesk.reports.packages import tags
from grcdesk.reports.packages.verify_text import CHECKPOINT_FOR, SIGNED_FOR, verify_text
from grcdesk.schemas.packages.packages import PackageContent
from grcdesk.services.common.context import Context
from grcdesk.services.log import signing
from grcdesk.services.packages.parts import PackagePart, made
from grcdesk.store import temporary
from grcdesk.terms.packages import AGENT

MANIFEST, TAGS, CHECKPOINT = "manifest-sha256.txt", "tagmanifest-sha256.txt", "checkpoint.txt"


class Seal:
    """Signs and stamps the texts of one package, in a folder that goes with it."""

    def __init__(self, folder: Path, key: str, stamp: Path | None) -> None:
        self._folder = folder
        self._key = _agent(folder) if key == AGENT else key
        self._stamp = stamp
        self.fingerprint = signing.fingerprint(self._key) if self._key else ""
        """Of the key; empty: nothing is signed."""

    def checkpoint(self, content: bytes) -> Iterator[PackagePart]:
        """The checkpoint with what stands beside it.

        Raises:
            BadInput: when the time stamp is of another text.
            Unwritable: when it cannot be signed.
        """
        file = self._file(CHECKPOINT, content)
        yield made(CHECKPOINT, content)
        if self._stamp is not None:
            yield made(signing.stamp_of(Path(CHECKPOINT)).name, signing.attach(file, self._stamp))
        yield from self.signature(CHECKPOINT, content, CHECKPOINT_FOR)

    def signature(self, name: str, content: bytes, purpose: str) -> Iterator[PackagePart]:
        """The signature beside a text, if there is a key.

        Raises:
            Unwritable: when ssh-keygen does not sign.
        """
        if self._key:
            file = self._file(name, content)
            signing.sign(file, self._key, purpose)
            beside = signing.signature_of(file)
            yield made(beside.name, beside.read_bytes().replace(b"\r\n", b"\n"))

    def _file(self, name: str, content: bytes) -> Path:
        file = self._folder / name
        file.write_bytes(content)
        return file


@contextmanager
def sealing(context: Context, key: str, stamp: Path | None) -> Iterator[Seal]:
    """What signs and stamps.

    Raises:
        Unwritable: when there is no such key, or no ssh-keygen.
        Refused: when an agent holds no key, or several.
    """
    with temporary.folder(context.store.live.paths) as folder:
        yield Seal(folder, key, stamp)


def _agent(folder: Path) -> str:
    """The file of the public half of the one key an agent holds."""
    keys = signing.agent_keys()
    if len(keys) != 1:
        told = "the ssh agent holds no key" if not keys else f"the ssh agent holds {len(keys)} keys"
        raise Refused(told, hint="--sign-with FILE names the public half of the one that is meant")
    file = folder / "agent.pub"
    file.write_text(keys[0] + "\n", encoding="utf-8")
    return str(file)


def closed(
    content: PackageContent, payload: Iterable[PackagePart], beside: Iterable[PackagePart], seal: Seal
) -> list[PackagePart]:
    """The whole package: its payload, and every file that speaks of it.

    Args:
        content: what it says of itself.
        payload: what lies below `data/`.
        beside: the checkpoint, with signature and time stamp.
        seal: signs it.
    """
    data = list(payload)
    told = replace(content, signed_by=seal.fingerprint)
    spoken = [
        made("bagit.txt", tags.BAGIT),
        made("bag-info.txt", tags.bag_info(told, size=sum(one.size for one in data), files=len(data))),
        made("VERIFY.txt", verify_text(told)),
        made(MANIFEST, tags.manifest({one.path: one.sha256 for one in data})),
        *beside,
    ]
    # each list names what was made before it, so that the signature of the last stands for every byte of the package
    listed = tags.manifest({one.path: one.sha256 for one in spoken})
    return [*data, *spoken, made(TAGS, listed), *seal.signature(TAGS, listed, SIGNED_FOR)]
