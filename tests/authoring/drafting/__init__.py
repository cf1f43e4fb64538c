"""Tests of how first records are drafted from a source."""
