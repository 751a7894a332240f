"""The recording studio: speakers, the prompt sheet, recordings from the microphone and as files."""
