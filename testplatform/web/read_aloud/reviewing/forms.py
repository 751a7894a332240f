"""What native reviewers send, read into what the services take."""

from collections.abc import Mapping
from dataclasses import dataclass

from itembank.interchange.exchanges import tidy
from testplatform.models.audio import AudioAsset
from testplatform.services.read_aloud.reviewing import (
    LONGEST_NOTE,
    Objection,
    ObjectionKind,
    ReviewRefusal,
    ReviewRefused,
)
from testplatform.services.read_aloud.words import WordPair, WordsChange

APPROVE = "approve"
REJECT = "reject"
WITHDRAW = "withdraw"
VERDICTS = (APPROVE, REJECT, WITHDRAW)


@dataclass(frozen=True, slots=True, kw_only=True)
class SentVerdict:
    """What was sent: the verdict, the file that was heard, and how it is to be said instead."""

    verdict: str
    sha256: str
    kind: str = ""
    note: str = ""
    word: str = ""
    spoken: str = ""
    text_spoken: str = ""
    is_confirmed: bool = False

    def read_objection(self) -> Objection:
        """Why a recording is rejected.

        Raises:
            ReviewRefused: when no reason was chosen, or it does not say enough.
        """
        kind = next((one for one in ObjectionKind if one.value == self.kind), None)
        if kind is None or not (objection := Objection(kind=kind, note=self.note)).is_complete:
            raise ReviewRefused(refusal=ReviewRefusal.REASON_MISSING)
        return objection

    def find_change(self, asset: AudioAsset) -> WordsChange | None:
        """How the text, or a word of it, is to be said from now on; None when nothing was typed."""
        if self.verdict != REJECT or not (self.word or self.spoken or self.text_spoken):
            return None
        words = (WordPair(word=self.word, spoken=self.spoken),) if self.word or self.spoken else ()
        forms = {asset.text: self.text_spoken} if self.text_spoken else {}
        return WordsChange(words=words, spoken_forms=forms)

    def to_fields(self) -> dict[str, str]:
        """All of it as the fields of a form, confirmed."""
        return {
            "verdict": self.verdict,
            "sha256": self.sha256,
            "kind": self.kind,
            "note": self.note,
            "word": self.word,
            "spoken": self.spoken,
            "text_spoken": self.text_spoken,
            "confirmed": "yes",
        }


def read_verdict(form: Mapping[str, str]) -> SentVerdict:
    note = tidy(form.get("note", "").replace("\0", ""))[:LONGEST_NOTE]
    return SentVerdict(
        verdict=form.get("verdict", ""),
        sha256=form.get("sha256", ""),
        kind=form.get("kind", ""),
        note=note,
        word=tidy(form.get("word", "")),
        spoken=tidy(form.get("spoken", "")),
        text_spoken=tidy(form.get("text_spoken", "")),
        is_confirmed=form.get("confirmed") == "yes",
    )
