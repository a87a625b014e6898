"""Filled-in Word documents as specs."""
