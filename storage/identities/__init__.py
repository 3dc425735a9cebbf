"""Who is who, where an admin says so: merged, split, with another name, with an id elsewhere."""
