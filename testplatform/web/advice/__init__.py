"""NT2 advices: what the orientation framework proposes, what consultants sign, and referrals."""
