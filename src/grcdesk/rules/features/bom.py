"""Names under which a bill of materials carries what CycloneDX has no field for."""

from __future__ import annotations

FORMAT = "CycloneDX"
SPEC = "1.6"
"""Version of the specification that is written. Source: ECMA-424, second edition."""
READ = ("1.2", "1.3", "1.4", "1.5", "1.6", "1.7")
"""Versions that are read: models have a type of their own from 1.5 on, JSON is known from 1.2 on."""
UNREAD = "keep it as it is: grcdesk evidence add FILE --as-of DAY --control AI-EXT-02"
"""What helps when a version is not known."""
MODEL = "machine-learning-model"
"""Type of the component that is a model."""
DATA = "data"
"""Type of the component that is a dataset."""
SPDX = "3.0"
"""Version of SPDX that is read."""
APPLICATIONS = frozenset({"application", "container", "device", "platform"})
"""Types of components that can be a feature, when they rely on a model."""
MODEL_ADDRESSES = frozenset({"pkg:huggingface", "pkg:mlflow"})
"""Package addresses of models. Source: package-url, types."""
OURS = "grcdesk:"
"""How the names of all our properties begin."""
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
