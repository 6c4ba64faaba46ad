"""YAML files as plain values with their places, and the problems found in them."""
