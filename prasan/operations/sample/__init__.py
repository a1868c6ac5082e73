"""The sample office: the manual's, with invented people, made through the same code as a real one.

All its dates are relative to the day it is made: one deputy acts for the director today.
"""

from prasan.operations.sample.make import make_sample

__all__ = ["make_sample"]
