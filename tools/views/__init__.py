"""The pages of the decision tools: what can be asked, unfinished work step by step, and saved runs."""
