"""What assessors of oral tests are told."""

SAVED = "De punten zijn bewaard."
TAKEN_BACK = "De laatste test is teruggenomen."
CONFIRMED = "De mondelinge plaatsing is bevestigd."
OVER = "De mondelinge plaatsing was al bevestigd. Er is niets veranderd."
CHANGED = "Iemand wijzigde deze plaatsing intussen. Kijk ze na en probeer opnieuw."
POINTS = "Vul bij elk beoordelingsmodel een geheel aantal punten in, hoogstens het maximum."
