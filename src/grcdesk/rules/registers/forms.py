"""Every register by its name."""

from __future__ import annotations

from collections.abc import Mapping

from grcdesk.rules.registers.columns import RegisterForm
from grcdesk.rules.registers.controls import ACTIONS, CONTROLS, RISKS
from grcdesk.rules.registers.features import FEATURES
from grcdesk.rules.registers.vendors import CONTACTS, SUBPROCESSORS, VENDORS
from grcdesk.terms.interchange import DeskRegister

FORMS: Mapping[DeskRegister, RegisterForm] = {
    one.register: one for one in (CONTROLS, ACTIONS, RISKS, VENDORS, SUBPROCESSORS, CONTACTS, FEATURES)
}
