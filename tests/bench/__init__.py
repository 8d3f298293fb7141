"""What a page costs: queries, instructions, bytes, and its pace beside a bare view."""
