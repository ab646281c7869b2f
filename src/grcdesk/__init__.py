"""grcdesk: a terminal desk for AI features under a SOC 2 / ISO 27001 programme."""

__version__ = "0.1.0"
