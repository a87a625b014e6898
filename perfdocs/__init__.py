"""perfdocs: official performance-target forms (绩效目标表) from one YAML source."""

__version__ = "0.2.0"
