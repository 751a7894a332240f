"""Cut scores: what is asked from when, and proposals to ask something else."""
