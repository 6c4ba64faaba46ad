"""YAML files: parsing them to plain values with positions, and reporting problems in them."""
