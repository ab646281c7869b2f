"""The formats that are read by an importer."""

from __future__ import annotations

IMPORTERS = {
    "gateway": "gateway decision events",
    "evaluation": "evaluation report",
    "promptfoo": "promptfoo report",
    "inspect": "inspect_ai log",
    "deepeval": "DeepEval report",
    "garak": "garak report",
    "lm-eval": "lm-evaluation-harness results",
    "junit": "JUnit test results",
    "nunit": "NUnit test results",
    "xunit": "xUnit.net test results",
    "trx": "Visual Studio test results",
    "policy-tests": "tests of policies",
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

SERVES = {
    "gateway": ("AI-CONF-01", "AI-SEC-03", "AI-PI-05"),
    "evaluation": ("AI-PI-02", "AI-PI-01"),
    "promptfoo": ("AI-PI-02", "AI-PI-01"),
    "inspect": ("AI-PI-02", "AI-PI-01"),
    "deepeval": ("AI-PI-02", "AI-PI-01"),
    "garak": ("AI-SEC-03", "AI-PI-02"),
    "lm-eval": ("AI-PI-02", "AI-PI-01"),
    **dict.fromkeys(("junit", "nunit", "xunit", "trx"), ("AI-CONF-01", "AI-SEC-03", "AI-CONF-04")),
    "policy-tests": ("AI-CONF-01", "AI-SEC-03", "AI-CONF-04"),
    "redactions": ("AI-CONF-01",),
    "metrics": ("AI-PI-03",),
    "keys": ("AI-SEC-01",),
    "tickets": ("AI-PI-05",),
    "changes": ("AI-PI-01",),
    "manifest": ("AI-EXT-04", "AI-PRIV-03"),
    "model-card": ("AI-EXT-05", "AI-PI-01"),
    "audit-log": ("AI-SEC-01",),
    "cloudtrail": ("AI-SEC-01", "AI-SEC-05"),
    "github": ("AI-SEC-01", "AI-SEC-05"),
    "okta": ("AI-SEC-01", "AI-SEC-05"),
    "openai": ("AI-SEC-01", "AI-SEC-05"),
    "anthropic": ("AI-SEC-01", "AI-SEC-05"),
    "bedrock": ("AI-CONF-01",),
}
"""Name → the controls that such files usually stand behind; a person chooses."""
OF_ONE_USE = frozenset({"gateway", "redactions", "bedrock"})
"""Those whose rows are of one thing alone: they show nothing of any other control."""
