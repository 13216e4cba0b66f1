"""Killing running servers while people send; `make test-crash`."""
