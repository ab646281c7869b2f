"""A time stamp service of our own, by openssl."""

from __future__ import annotations

import subprocess
from pathlib import Path

_CONFIG = """[tsa]
default_tsa = here
[here]
serial = serial
crypto_device = builtin
signer_cert = tsa.pem
certs = ca.pem
signer_key = tsa.key
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256, sha512
accuracy = secs:1
[ext]
extendedKeyUsage = critical,timeStamping
"""


def call(*words: str, cwd: Path) -> None:
    subprocess.run(words, cwd=cwd, check=True, capture_output=True)  # noqa: S603  programs of the system


def stamped(file: Path, folder: Path) -> Path:
    """The reply of a time stamp service of our own about a file."""
    (folder / "tsa.cnf").write_text(_CONFIG)
    (folder / "serial").write_text("01\n")
    new = ("-newkey", "rsa:2048", "-nodes", "-subj")
    call("openssl", "req", "-x509", *new, "/CN=ca", "-keyout", "ca.key", "-out", "ca.pem", "-days", "9", cwd=folder)
    call("openssl", "req", *new, "/CN=tsa", "-keyout", "tsa.key", "-out", "tsa.csr", cwd=folder)
    ca = ("-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial", "-extfile", "tsa.cnf", "-extensions", "ext")
    call("openssl", "x509", "-req", "-in", "tsa.csr", *ca, "-days", "9", "-out", "tsa.pem", cwd=folder)
    call("openssl", "ts", "-query", "-data", str(file), "-sha256", "-cert", "-out", "query", cwd=folder)
    reply = ("-queryfile", "query", "-out", "reply.tsr", "-config", "tsa.cnf")
    call("openssl", "ts", "-reply", *reply, cwd=folder)
    return folder / "reply.tsr"
