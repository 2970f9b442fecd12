"""What every question is made of: what it asks for, how it computes, and how it answers."""
