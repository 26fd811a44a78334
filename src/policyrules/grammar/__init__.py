"""The grammar, whole, in `policy.lark`; what completes it, lays out its blocks and builds the surface tree."""
