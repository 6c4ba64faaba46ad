"""The search index: papers, other entries, sections of pages, and their encoding as short text."""
