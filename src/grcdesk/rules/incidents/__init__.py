"""Rules of incidents and exercises: the order of their moments, what closing needs, what they prove."""
