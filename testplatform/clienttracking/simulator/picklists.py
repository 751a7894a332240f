"""The simulator's own picklists: another system names things in its own way."""

MOMENTS = {
    "after_course": "Test na MO",
    "exemption": "Vrijstellingstest",
    "intake": "Intake (COVAAR, NIVO)",
    "ct_a1_a2": "CT A1-2",
    "ct_b1_b2": "CT B1-2",
    "prescreening": "Prescreening CT",
}

EVALUATIONS = {"": "Niet meegedeeld", "positief": "Positief", "negatief": "Negatief"}

FACTS = {"process_evaluation": "Procesevaluatie"}

NEEDS = {
    "read_aloud": "Voorleesfunctie",
    "audio_first": "Alles op gehoor (leest niet)",
    "extra_time": "Extra tijd",
    "video_interpreter": "Videotolk",
    "no_digital_skills": "Geen digitale vaardigheden",
}

PARTS = {
    "sokkel": "Sokkelvragen",
    "praktisch": "Praktische vragen",
    "reading": "Lezen",
    "listening": "Luisteren",
    "writing": "Schrijven",
    "speaking": "Spreken",
}

REGIONS = (
    "Prov. Antwerpen",
    "Brussel",
    "Prov. Limburg",
    "Prov. Oost-Vlaanderen",
    "Prov. Vlaams-Brabant",
    "Prov. West-Vlaanderen",
)
