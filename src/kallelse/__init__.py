"""Assemble the meeting packs of Swedish municipal bodies."""

__version__ = "0.1.0"
