"""The rules of a watched folder as they hold in this desk: controls, tests and column maps they name are there."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from pathlib import Path

from sqlalchemy.orm import Session

from grcdesk import __version__
from grcdesk.errors import BadInput, NotFound
from grcdesk.importers.reading.apart.maps import read_map
from grcdesk.importers.sync.apart import read_rules
from grcdesk.rules.sync.patterns import rule_for
from grcdesk.schemas.sync import SyncRule, SyncRules
from grcdesk.services.evidence import writing as register
from grcdesk.services.sync.folder import RULES


@dataclass(frozen=True, slots=True)
class RulesInForce:
    """Rules whose every word is known."""

    file: Path
    rules: tuple[SyncRule, ...]
    settle: int
    digests: dict[SyncRule, str]

    def of(self, name: str) -> SyncRule | None:
        """The first that matches a path."""
        return rule_for(name, self.rules)

    def digest(self, rule: SyncRule | None) -> str:
        """What tells a rule from another, or from itself under another version of the program."""
        return self.digests[rule] if rule else _digest("none")

    @property
    def maps(self) -> frozenset[Path]:
        """Column maps they name; these are no evidence."""
        return frozenset(Path(rule.columns) for rule in self.rules if rule.columns)


def place(folder: Path, given: Path | None) -> Path:
    """Where the rules of a folder stand.

    Raises:
        BadInput: when they are not there.
    """
    file = given or folder / RULES
    if not file.is_file():
        hint = f"write {RULES} into the folder, or name another file with --rules: grcdesk help sync"
        raise BadInput("no rules say what its files are", hint=hint, file=str(file))
    return file


def in_force(session: Session, file: Path) -> RulesInForce:
    """Read the rules, and look up what they name, before anything is taken.

    Raises:
        BadInput: with file and line, when one cannot be understood or names what is not there.
    """
    found = read_rules(file)
    rules = tuple(_known(session, rule, found) for rule in found.rules)
    return RulesInForce(file, rules, found.settle, {rule: _of_rule(rule) for rule in rules})


def _known(session: Session, rule: SyncRule, found: SyncRules) -> SyncRule:
    try:
        controls, tests = register.ties(session, rule.controls, rule.tests)
    except NotFound as error:
        raise BadInput(error.message, hint=error.hint, file=found.file, line=rule.line) from None
    columns = str((Path(found.file).parent / rule.columns).absolute()) if rule.columns else ""
    if columns:
        try:
            read_map(Path(columns))
        except BadInput as error:
            said = f"map: {error}"
            raise BadInput(said, hint=error.hint, file=found.file, line=rule.line) from None
    return replace(rule, controls=controls, tests=tests, columns=columns)


def _of_rule(rule: SyncRule) -> str:
    told = repr(replace(rule, line=0))  # a rule that moved within its file is the same rule
    return _digest(told + (hashlib.sha256(Path(rule.columns).read_bytes()).hexdigest() if rule.columns else ""))


def _digest(told: str) -> str:
    return hashlib.sha256(f"{__version__}\n{told}".encode()).hexdigest()[:16]
