"""The page around the blocks: who looks, where they are, what they do, and how they hear of what changes."""
