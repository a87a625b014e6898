"""A year at a glance: who has handed in, who is clean, what is asked for, and what a branch changes."""
