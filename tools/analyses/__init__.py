"""The questions that the tools answer, one module each; they are known to the pages through `registry`."""
