"""UNSET: what a change says of a field that it leaves alone."""

from __future__ import annotations

from typing import Any


class Unset:
    """The type of UNSET: a field left as it is, where None or "" would clear it."""

    def __bool__(self) -> bool:
        # a field that is left alone must not pass for one with something in it
        return False

    def __repr__(self) -> str:
        return "UNSET"

    @classmethod
    def __get_pydantic_core_schema__(cls, *_: object) -> Any:
        """Nothing that travels as JSON is UNSET: what is not said is left out there."""
        from pydantic_core import core_schema  # noqa: PLC0415  only where a file of others is read

        return core_schema.is_instance_schema(cls)


UNSET = Unset()
