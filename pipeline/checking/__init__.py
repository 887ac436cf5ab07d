"""What a job that guards uploads asks: are these documents read, and is anything wrong with what they say?"""
