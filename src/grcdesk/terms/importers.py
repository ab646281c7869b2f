"""The formats that are read by an importer."""

from __future__ import annotations

IMPORTERS = {
    "gateway": "gateway decision events",
    "evaluation": "evaluation report",
    "promptfoo": "promptfoo report",
    "inspect": "inspect_ai log",
    "deepeval": "DeepEval report",
    "junit": "JUnit test results",
    "redactions": "redaction counts",
    "metrics": "metric series",
    "keys": "key register",
    "tickets": "tickets and escalations",
    "changes": "change list",
    "findings": "findings of a scanner",
    "manifest": "dataset manifest",
    "model-card": "model card",
    "audit-log": "audit log",
    "cloudtrail": "AWS CloudTrail",
    "github": "GitHub audit log",
    "okta": "Okta system log",
    "openai": "OpenAI audit log",
    "anthropic": "Anthropic activity log",
    "bedrock": "Bedrock invocation log",
    "population": "population",
}
"""Name, as `--as` takes it → what it reads."""
