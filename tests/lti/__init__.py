"""Launches over HTTP with real signatures: what is let in, what is refused, and in which words."""
