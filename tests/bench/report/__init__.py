"""The benchmark results as tables in docs/about/benchmarks.md and docs/about/scale.md."""
