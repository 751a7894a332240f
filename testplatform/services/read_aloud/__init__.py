"""Read-aloud: which texts need a voice, which have one, and the frozen audio of a form.

Audio is made ahead by a worker and never at the candidate's moment: only `requesting` and `making`
ask an engine anything. A language without a voice gets no audio from a machine: nothing here ever
falls back on another language.
"""
