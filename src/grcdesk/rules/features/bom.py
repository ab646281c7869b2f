"""Names under which a bill of materials carries what CycloneDX has no field for."""

from __future__ import annotations

FORMAT = "CycloneDX"
SPEC = "1.6"
"""Version of the specification that is written. Source: ECMA-424, second edition."""
MODEL = "machine-learning-model"
"""Type of the component that is a model."""
ANSWER = "grcdesk:answer:"
"""Property of a service: an answer of the feature, by field; once for each entry of a list."""
USE = "grcdesk:model:"
"""Property of a component: plan, region and version source of a model as it is used."""
PROMPT = "grcdesk:prompt:"
"""Property of a service: `<number>:<field>` of a prompt."""
CARD = "grcdesk:card:"
"""Property of a model card: a part that has no field of its own."""
CARD_PLAIN = ("version", "owner", "dated", "barred_use", "bias", "evaluation", "training_data", "links")
"""Parts of a card that are also kept as properties, word by word."""
