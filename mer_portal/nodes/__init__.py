"""The portal on several machines: nodes that only read, what a proxy asks each of them, and how one goes."""
