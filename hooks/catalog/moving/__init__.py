"""The way to an engine that does not run our program: the whole site as pages, and their policies after."""
