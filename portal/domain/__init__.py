"""The rules: standard library only; dates are arguments and nothing is stored."""
