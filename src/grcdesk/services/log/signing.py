"""Signatures and time stamps of checkpoints, by the programs everybody has: ssh-keygen and openssl.

A private key is never read here: `ssh-keygen` is given its name, and asks an agent or a hardware key where it is one.
"""

from __future__ import annotations

import hashlib
import re
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path

from grcdesk.errors import BadInput, Unwritable
from grcdesk.schemas.log.log import Broken
from grcdesk.store.verifying.files import small_file

NAMESPACE = "checkpoint@grcdesk"
"""What the signature is for: one made for something else does not pass for one of a checkpoint."""
_PATIENCE = 120
"""Seconds for a passphrase, or a touch of a hardware key."""
_MOST = 1 << 20
_KEY = re.compile(r"key (SHA256:[A-Za-z0-9+/=]{20,64})")


def signature_of(file: Path) -> Path:
    """Where the signature of a checkpoint lies."""
    return file.with_name(file.name + ".sig")


def stamp_of(file: Path) -> Path:
    """Where the reply of a time stamp service lies."""
    return file.with_name(file.name + ".tsr")


def sign(file: Path, key: str, namespace: str = NAMESPACE) -> None:
    """Sign a checkpoint or another text; the signature lies beside it.

    Args:
        file: the text.
        key: the file of the key, or of its public half when an agent or a hardware key holds the private one.
        namespace: what the signature is for.

    Raises:
        Unwritable: when there is no ssh-keygen, or it does not sign.
    """
    signature_of(file).unlink(missing_ok=True)  # ssh-keygen asks before it writes over one, and nobody answers
    place = str(Path(key).expanduser().resolve())
    done = _run(["ssh-keygen", "-Y", "sign", "-n", namespace, "-f", place, str(file.resolve())])
    if done is None:
        raise Unwritable("there is no ssh-keygen here to sign with", hint="install OpenSSH 8.2 or later")
    if done.returncode or not signature_of(file).is_file():
        why = _last(done.stderr)
        raise Unwritable(f"{file} is written and not signed: ssh-keygen says {why}", hint="--key names the key")


def fingerprint(key: str) -> str:
    """The fingerprint of a key, as ssh-keygen tells it.

    Raises:
        Unwritable: when there is no ssh-keygen, or there is no such key.
    """
    place = str(Path(key).expanduser().resolve())
    done = _run(["ssh-keygen", "-l", "-E", "sha256", "-f", place])
    if done is None:
        raise Unwritable("there is no ssh-keygen here to sign with", hint="install OpenSSH 8.2 or later")
    found = re.search(r"SHA256:[A-Za-z0-9+/=]{20,64}", done.stdout.decode("utf-8", "replace"))
    if done.returncode or found is None:
        raise Unwritable(f"{key} is no key: ssh-keygen says {_last(done.stderr)}", hint="name the file of a key")
    return found[0]


def agent_keys() -> list[str]:
    """The public keys that the agent of this session holds, a line each.

    Raises:
        Unwritable: when there is no ssh-add.
    """
    done = _run(["ssh-add", "-L"])
    if done is None:
        raise Unwritable("there is no ssh-add here to ask the agent with", hint="install OpenSSH 8.2 or later")
    lines = done.stdout.decode("utf-8", "replace").splitlines() if not done.returncode else []
    return [line for line in lines if line.startswith(("ssh-", "sk-", "ecdsa-"))]


def signed(file: Path, namespace: str) -> str:
    """The fingerprint of the key whose signature lies beside a text; empty: it is not of this text, or for that.

    Raises:
        Unwritable: when there is no ssh-keygen.
    """
    words = ["-n", namespace, "-s", str(signature_of(file).resolve())]
    done = _run(["ssh-keygen", "-Y", "check-novalidate", *words], file.read_bytes())
    if done is None:
        raise Unwritable("there is no ssh-keygen here to check the signature with", hint="install OpenSSH 8.2 or later")
    key = _KEY.search(done.stdout.decode("utf-8", "replace"))
    return key[1] if key and not done.returncode else ""


def principals(file: Path, signers: str) -> list[str]:
    """The names to which a list of those who may sign allows the key of the signature beside a text."""
    allowed = str(Path(signers).expanduser().resolve())
    found = _run(["ssh-keygen", "-Y", "find-principals", "-f", allowed, "-s", str(signature_of(file).resolve())])
    return found.stdout.decode("utf-8", "replace").splitlines() if found is not None and not found.returncode else []


def allows(file: Path, signers: str, identity: str, namespace: str) -> bool:
    """Whether a list of those who may sign allows the signature beside a text to that name.

    Raises:
        Unwritable: when there is no ssh-keygen.
    """
    allowed = str(Path(signers).expanduser().resolve())
    words = ["-f", allowed, "-I", identity, "-n", namespace, "-s", str(signature_of(file).resolve())]
    done = _run(["ssh-keygen", "-Y", "verify", *words], file.read_bytes())
    if done is None:
        raise Unwritable("there is no ssh-keygen here to check the signature with", hint="install OpenSSH 8.2 or later")
    return not done.returncode


def attach(file: Path, reply: Path) -> bytes:
    """The bytes of a reply that speaks of a checkpoint.

    Raises:
        BadInput: when it cannot be read, or is of something else.
    """
    content = small_file(reply, _MOST) or b""
    if not speaks_of(content, file.read_bytes()):
        hint = f"openssl ts -query -data {file.name} -sha256 -cert -out {file.name}.tsq asks for one"
        raise BadInput(f"is no time stamp of {file}", file=str(reply), hint=hint)
    return content


def check(file: Path, signers: str = "", authority: str = "") -> Iterator[tuple[Broken, bool]]:
    """What signature and time stamp beside a checkpoint say; each with whether it is no more than a remark.

    Args:
        file: the checkpoint.
        signers: the list of those who may sign, as ssh-keygen reads it; it comes from elsewhere than the checkpoint.
        authority: certificates of the time stamp service.

    Raises:
        Unwritable: when something is to be checked and the program for it is missing.
    """
    where = f"checkpoint {file.name}"
    if signature_of(file).is_file():
        yield from _signed(file, where, signers)
    else:
        yield Broken(where, "is not signed"), not signers
    if stamp_of(file).is_file():
        yield from _stamped(file, where, authority)
    elif authority:
        yield Broken(where, "has no time stamp beside it"), False


def _signed(file: Path, where: str, signers: str) -> Iterator[tuple[Broken, bool]]:
    key = signed(file, NAMESPACE)
    if not key:
        yield Broken(where, "its signature is not of this text, or not of a checkpoint"), False
        return
    if not signers:
        yield Broken(where, f"is signed by the key {key}; --signers FILE says whose that is"), True
        return
    for name in principals(file, signers):
        if allows(file, signers, name, NAMESPACE):
            yield Broken(where, f"is signed by {name}, key {key}"), True
            return
    yield Broken(where, f"is signed by the key {key}, which {signers} does not allow"), False


def _stamped(file: Path, where: str, authority: str) -> Iterator[tuple[Broken, bool]]:
    stamp = stamp_of(file)
    if not speaks_of(small_file(stamp, _MOST) or b"", file.read_bytes()):
        yield Broken(where, "its time stamp is of another text"), False
        return
    if not authority:
        yield Broken(where, "has a time stamp of this text; --tsa-ca FILE checks who gave it"), True
        return
    names = ["-data", str(file.resolve()), "-in", str(stamp.resolve()), "-CAfile", str(Path(authority).resolve())]
    done = _run(["openssl", "ts", "-verify", *names])
    if done is None:
        raise Unwritable("there is no openssl here to check the time stamp with", hint="install OpenSSL")
    if done.returncode:
        yield Broken(where, f"its time stamp does not hold: {_last(done.stderr)}"), False
        return
    yield Broken(where, f"has a time stamp that holds: {stamped_at(stamp)}"), True


def stamped_at(stamp: Path) -> str:
    """The time the reply of a time stamp service says; empty: it says none, or there is no openssl to read it with."""
    told = _run(["openssl", "ts", "-reply", "-in", str(stamp.resolve()), "-text"])
    lines = told.stdout.decode("utf-8", "replace").splitlines() if told is not None else []
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("Time stamp:")), "")


def speaks_of(reply: bytes, content: bytes) -> bool:
    """Whether a reply holds the digest of a text, as DER writes it."""
    # RFC 3161: the digest stands in the reply as an octet string, 04 and its length before it; that is enough to tell
    # whose reply it is without a parser of ASN.1, and openssl says whether it holds
    named = [hashlib.new(name, content).digest() for name in ("sha256", "sha384", "sha512")]
    return any(bytes((4, len(one))) + one in reply for one in named)


def _run(command: Sequence[str], given: bytes | None = None) -> subprocess.CompletedProcess[bytes] | None:
    """A program of the system with an argument list; None when it is not there."""
    program = shutil.which(command[0])
    if program is None:
        return None
    try:
        return subprocess.run(  # noqa: S603  a list of words, no shell; names of files are absolute
            [program, *command[1:]], input=given or b"", capture_output=True, timeout=_PATIENCE, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise Unwritable(f"{command[0]} did not answer within {_PATIENCE} seconds", hint="try again") from error


def _last(said: bytes) -> str:
    lines = said.decode("utf-8", "replace").strip().splitlines()
    return lines[-1][:200] if lines else "nothing"
