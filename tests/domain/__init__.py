"""Tests of portal/domain."""
