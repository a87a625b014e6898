"""JSON Schemas with exact numbers, and documents held against them."""
