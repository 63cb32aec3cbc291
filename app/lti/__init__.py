"""LTI 1.3: the only package that imports PyLTI1p3."""
