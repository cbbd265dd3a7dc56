"""What the author says in their own voice: judgements, forecasts and facts about the talks.

A judgement is told by evaluative and epistemic words and by verbs of inference with a thing as
subject; a forecast by a modal of the future in the main clause (Quirk et al. 1985, 4.41-4.48;
Hyland 1998, chapter 5; Biber et al. 1999, 12.3: stance).  A sentence that does neither is a fact
as far as the words go: proposed only where it is about the talks or an issue.
"""

from __future__ import annotations

import re

from goodoffices.reading._types import Kind, Span

__all__ = ["FORMS", "judged"]

_JUDGING = re.compile(
    r"\b(?:raises? (?:the |a )?questions?|represent(?:s|ed)? (?:a|an|another|the)|constitut(?:es|ed)|"
    r"(?:may|might|can|could|should) be (?:interpreted|seen|read|viewed|understood|regarded)|"
    r"remains? (?:to be seen|unclear|uncertain|doubtful|unlikely|contentious|elusive|fragile|the|a|an|far|unchanged|deeply)|"
    r"it is (?:\w+ )?(?:clear|unclear|difficult|hard|unlikely|likely|doubtful|possible|no accident|no coincidence|precisely|obvious|evident|striking|telling|important|worth)|"
    r"(?:the )?significance of|turning point|stumbling block|obstacles?|breakthrough|deadlock|stalemate|milestone|setback|"
    r"(?:most|more|less|least|increasingly|deeply|highly|largely|fundamentally) \w+|"
    r"crucial|essential|decisive|key|vital|fragile|contentious|controversial|unprecedented|historic|dangerous|risky|"
    r"unrealistic|realistic|credible|meaningful|genuine(?:ly)?|hollow|symbolic|significant|important|"
    r"fail(?:s|ed|ure)|success(?:ful)?|mistake|wisely|unfortunately|fortunately|regrettably|surprisingly|"
    r"in my (?:view|opinion)|i (?:think|believe|doubt|suspect|would argue)|arguably|clearly|obviously|evidently|undoubtedly|"
    r"marks? (?:a|an|the)|signal(?:s|ling|ing)? (?:a|an|the|that)|serves? (?:as|to)|aimed at|intended to|"
    r"(?:indicat|suggest|show|demonstrat|reveal|mean|impl|prov|reflect|underlin|highlight|confirm|illustrat)(?:es|s|ies|ed|ing)? (?:that|how|the|a|just)|"
    r"demonstrated by|must|ought to|should|needs? to|has to|have to|seems?|appears? to|"
    r"too (?:little|much|late|early|weak|strong)|not (?:only|enough|merely|simply)|merely|hardly|scarcely|"
    r"true intentions|willingness of|depend(?:s|ed)? (?:\w+ )?(?:on|upon)|at the heart of|a matter of|for the sake of)\b",
    re.IGNORECASE,
)  # fmt: skip
_FORECAST = re.compile(
    r"\b(?:will|shall|won[’']t|(?:is|are|was|were) (?:\w+ )?(?:expected|scheduled|set|due|likely|unlikely|poised|going|bound|planned) (?:to|for)|"
    r"may|might|could)\b"
)
_ABOUT = re.compile(
    r"\b(?:talks|negotiat\w+|round|mediat\w+|delegations?|agreements?|accords?|ceasefires?|cease-fires?|truce|"
    r"peace|consultations?|discuss\w*|dialogue|summit|proposals?|draft|treaty|settlement|agenda|parties|"
    r"concessions?|positions?|envoys?|diplomatic|diplomacy)\b",
    re.IGNORECASE,
)
FORMS = re.compile(
    r"\b(?:said|says?|told|demand\w*|reject\w*|refus\w*|insist\w*|accord\w*ing to|want\w*|propos\w*|warn\w*|"
    r"claim\w*|oppos\w*|accept\w*|offer\w*|threaten\w*|promis\w*|pledg\w*|unacceptable|condition\w*)\b",
    re.IGNORECASE,
)
"""Words of saying and wanting, by which a sentence without a claim is shown as uncovered."""


def judged(text: str, span: Span) -> Kind | None:
    """Return the kind of what an author states in a span, or None where it is not about talks."""
    words = span.of(text)
    if _JUDGING.search(words):
        return "judgement"
    if _FORECAST.search(words):
        return "forecast" if _ABOUT.search(words) else None
    return "fact" if _ABOUT.search(words) else None
