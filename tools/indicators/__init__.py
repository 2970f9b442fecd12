"""Indicators and their figures: what the portal holds, taken in from files, shown, and handed on to a comparison."""
