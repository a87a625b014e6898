"""Random input in large numbers, for an hour of a machine: `make fuzz 3000`."""
