"""Filled-in Word documents read back, by the pack's own templates."""
