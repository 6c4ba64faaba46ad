"""Words for methods and qualities, which say nothing about the subject: papers on any subject have them."""

from __future__ import annotations

from catalog.utils.words import term

# fmt: off
METHOD_WORDS = frozenset(
    [
        "accurate", "adaptation", "adaptive", "agnostic", "aligned", "alignment", "analysis", "anchor",
        "approach", "attention", "augmented", "autoregressive", "aware", "based", "benchmark", "beyond",
        "bridging", "challenge", "comprehensive", "conditional", "conditioned", "conditioning",
        "consistency", "consistent", "context", "continuous", "contrastive", "control", "controllable",
        "cross", "data", "dataset", "decoupled", "deep", "diffusion", "direct", "disentangled",
        "disentanglement", "distillation", "diverse", "dual", "dynamic", "dynamics", "efficiency",
        "efficient", "embedding", "encoder", "end", "enhanced", "enhancement", "enhancing", "evaluation",
        "expert", "experts", "exploiting", "fast", "feature", "features", "feed", "few", "fidelity",
        "field", "fields", "fine", "flexible", "flow", "forward", "framework", "free", "full", "fusion",
        "gan", "generalizable", "generalization", "generalized", "generate", "generated", "generating",
        "generation", "generative", "geometry", "global", "grained", "graph", "guidance", "guided",
        "hierarchical", "high", "holistic", "hybrid", "image", "images", "implicit", "improved",
        "improving", "infinite", "joint", "large", "latent", "layer", "learned", "learning", "level",
        "leveraging", "local", "long", "low", "mask", "masked", "matching", "memory", "method", "methods",
        "metric", "mixture", "modal", "modality", "model", "modeling", "models", "modulation", "multi",
        "multimodal", "natural", "network", "networks", "neural", "new", "no", "non", "novel", "object",
        "omni", "optimization", "perceptual", "performance", "plan", "point", "pre", "precise",
        "precision", "prediction", "preference", "prior", "priors", "progressive", "quality", "real",
        "realistic", "reasoning", "reference", "representation", "representations", "resolution",
        "retrieval", "reward", "robust", "scalable", "scale", "seamless", "self", "semantic", "sequence",
        "shot", "single", "space", "sparse", "spatial", "spatio", "stable", "stage", "step", "streaming",
        "structure", "structured", "supervised", "supervision", "survey", "synthetic", "system",
        "temporal", "temporally", "time", "toward", "towards", "train", "training", "transfer",
        "transformer", "transformers", "uni", "unified", "universal", "unleashing", "unlocking",
        "unsupervised", "video", "videos", "view", "vision", "visual", "wild", "world", "zero"
    ]
)
# fmt: on
"""Words of titles that count only beside others: `diffusion model` says nothing, `head model` does."""
METHOD_TERMS = frozenset(map(term, METHOD_WORDS)) - {""}
"""Their stems."""
