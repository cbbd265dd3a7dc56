"""Where a sound case is still thin, one-sided or at odds with itself."""

from goodoffices.check._remark import KINDS
from goodoffices.check._report import CheckReport, Finding
from goodoffices.check._run import check

__all__ = ["KINDS", "CheckReport", "Finding", "check"]
