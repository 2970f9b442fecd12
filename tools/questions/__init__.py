"""The questions the tools answer, a room for each; `registry` lists them."""
