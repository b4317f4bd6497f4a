"""Finding devices among a million, and telling the story of one."""
