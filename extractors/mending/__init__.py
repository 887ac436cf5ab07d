"""What OCR misread and a lexicon or a grammar proves."""
