"""Every table as the first release made it. It knows no model and never changes.

Tables stand with what they hang on: assessments and actions in `gap`, reviews of vendors in `agreements`, limits that are
watched in `evidence`.
"""
