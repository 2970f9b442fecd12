"""The life of a plan beside its versions: which steps its stage can take, adoption by a body, what it still lacks."""
