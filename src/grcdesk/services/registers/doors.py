"""Which register is behind which name."""

from __future__ import annotations

from collections.abc import Mapping

from grcdesk.services.registers.door import RegisterDoor
from grcdesk.services.registers.of_controls import ControlsDoor
from grcdesk.services.registers.of_features import FeaturesDoor
from grcdesk.services.registers.of_plans import ActionsDoor, RisksDoor
from grcdesk.services.registers.of_relations import ContactsDoor, SubprocessorsDoor
from grcdesk.services.registers.of_vendors import VendorsDoor
from grcdesk.terms.interchange import DeskRegister

DOORS: Mapping[DeskRegister, type[RegisterDoor]] = {
    door.form.register: door
    for door in (ControlsDoor, ActionsDoor, RisksDoor, VendorsDoor, SubprocessorsDoor, ContactsDoor, FeaturesDoor)
}
