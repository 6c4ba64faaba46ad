"""One paper by its link: what a contributor gives, what services know of it, and the record made of that."""
