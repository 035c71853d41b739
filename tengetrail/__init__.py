"""The command and the settings of Tenge Trail."""

__version__ = "0.1.0"
