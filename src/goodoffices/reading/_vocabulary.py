"""Closed lists of words by which English reports, wants, hedges and counts.

The lists follow grammars and corpora of other texts, and were not drawn from any one document.

References
----------
.. [quirk1985] Quirk, Greenbaum, Leech & Svartvik 1985, A Comprehensive Grammar of the English
   Language, sections 16.31 (factual verbs: public and private), 16.32 (suasive verbs), 16.33
   (emotive verbs), 14.29 (comment clauses), 15.34-36 (conditional subordinators).
.. [biber1999] Biber et al. 1999, Longman Grammar of Spoken and Written English, sections 9.2
   (that- and to-clauses by verb) and 12.3 (stance adverbials).
.. [hyland1998] Hyland 1998, Hedging in Scientific Research Articles, chapter 5 (modal auxiliaries,
   epistemic lexical verbs, adverbs, adjectives, nouns).
.. [levin1993] Levin 1993, English Verb Classes and Alternations, 37.1-37.9 (communication), 33
   (judgement).
"""

from __future__ import annotations

from collections.abc import Mapping

from goodoffices.reading._types import Polarity

__all__ = [
    "ADVERBIAL_STARTS", "ATTITUDE", "AUXILIARIES", "COMMISSIVE", "DIRECTIVE", "DRAFTS",
    "INFERENCE", "LEGAL_TEXTS", "NEGATIONS", "NOT_ADVERBS", "OFFICES", "PAST",
    "PAST_OR_PARTICIPLE", "PLURAL_SAYING", "PRIVATE", "PRONOUNS", "PUBLIC", "QUOTATIVE",
    "REFUSING", "SOURCE_NOUNS", "STANCE_ADJECTIVES", "STANCE_NOUNS", "TELLING", "TEXT_SOURCES",
    "TIME_WORDS", "WANTING", "ZERO_THAT", "conjugated",
]  # fmt: skip

_IRREGULAR = {
    "say": "says said saying", "tell": "tells told telling", "think": "thinks thought thinking",
    "hold": "holds held holding", "make": "makes made making", "write": "writes wrote written "
    "writing", "swear": "swears swore sworn swearing", "understand": "understands understood "
    "understanding", "find": "finds found finding", "seek": "seeks sought seeking",
    "forbid": "forbids forbade forbidden forbidding", "put": "puts putting",
    "know": "knows knew known knowing", "foresee": "foresees foresaw foreseen foreseeing",
    "feel": "feels felt feeling", "hear": "hears heard hearing", "see": "sees saw seen seeing",
    "bet": "bets betting", "stick": "sticks stuck sticking", "mean": "means meant meaning",
    "show": "shows showed shown showing", "withdraw": "withdraws withdrew withdrawn withdrawing",
    "give": "gives gave given giving", "take": "takes took taken taking",
    "stand": "stands stood standing", "speak": "speaks spoke spoken speaking",
    "foretell": "foretells foretold foretelling", "undertake": "undertakes undertook undertaken "
    "undertaking", "set": "sets setting", "let": "lets letting", "come": "comes came coming",
    "lead": "leads led leading", "leave": "leaves left leaving", "quote": "quotes quoted quoting",
}  # fmt: skip
_DOUBLED = frozenset(
    "beg admit permit commit refer prefer regret plan rebut submit concur infer stop drop".split()
)


def conjugated(lemmas: str) -> dict[str, str]:
    """Return every form of regular and listed irregular verbs, each with its lemma.

    A lemma of several words ("rule out") gives its first word; the rest is matched by the rules.
    """
    forms: dict[str, str] = {}
    for lemma in lemmas.split():
        forms[lemma] = lemma
        if lemma in _IRREGULAR:
            forms.update(dict.fromkeys(_IRREGULAR[lemma].split(), lemma))
            continue
        if lemma.endswith("y") and lemma[-2] not in "aeiou":
            made = (lemma[:-1] + "ies", lemma[:-1] + "ied", lemma + "ing")
        elif lemma.endswith("ee"):
            made = (lemma + "s", lemma + "d", lemma + "ing")
        elif lemma.endswith("e"):
            made = (lemma + "s", lemma + "d", lemma[:-1] + "ing")
        elif lemma in _DOUBLED:
            made = (lemma + "s", lemma + lemma[-1] + "ed", lemma + lemma[-1] + "ing")
        else:
            s = "es" if lemma.endswith(("s", "sh", "ch", "x", "z")) else "s"
            made = (lemma + s, lemma + "ed", lemma + "ing")
        forms.update(dict.fromkeys(made, lemma))
    return forms


PUBLIC = conjugated(
    "say tell answer state announce declare report note add admit affirm allege argue assert "
    "boast claim decree profess "
    "clarify comment complain concede confess confirm contend counter deny disclose emphasise "
    "emphasize explain hint imply insist maintain mention object observe point predict proclaim "
    "promise pledge vow swear protest reaffirm reassure recall reiterate relate remark remind "
    "repeat reply respond retort reveal signal stipulate stress suggest testify underline "
    "underscore warn write caution acknowledge assure inform notify convey caution conclude "
    "forecast hold threaten joke quip lament estimate recount indicate post tweet brief accuse "
    "reckon speculate guess calculate agree charge believe express voice confide "
    "whisper mutter murmur grumble groan moan sigh shout scream cry growl snap shrug"
)
"""Verbs of public saying: Quirk et al. 16.31, "public" type, with those of the press and those of a
manner of speaking (Levin 37.3)."""

PRIVATE = conjugated(
    "believe think consider expect fear hope feel suspect assume doubt understand conclude "
    "anticipate suppose judge foresee worry reckon presume recognise recognize know realise "
    "realize calculate estimate perceive sense"
)
"""Verbs of belief: Quirk et al. 16.31, "private" type; those of perception are left out."""

DIRECTIVE = conjugated(
    "demand insist urge request propose recommend ask require call press push plead appeal beg "
    "instruct order suggest invite advocate lobby"
)
"""Suasive verbs: Quirk et al. 16.32."""

COMMISSIVE = conjugated(
    "promise pledge vow swear agree offer commit undertake threaten volunteer consent guarantee"
)
"""Verbs by which a speaker binds itself: Levin 37.7 and Quirk et al. 16.32."""

REFUSING = conjugated(
    "refuse reject oppose decline exclude resist forbid deny veto rebuff spurn dismiss rule balk"
)
"""Verbs by which a speaker says no."""

WANTING = conjugated(
    "want seek aim oppose support favour favor prefer wish intend desire strive accept back "
    "endorse welcome approve insist rule resist require embrace"
)
"""Verbs of wanting and of standing for something: Quirk et al. 16.38, 16.41."""

ATTITUDE = conjugated(
    "condemn criticise criticize denounce accuse blame praise hail deplore decry slam applaud "
    "commend describe characterise characterize denounce reject welcome regret call label brand "
    "portray regard view see question thank urge speak distrust mistrust dread resent"
)
"""Verbs of judging somebody or something: Levin 33."""

TELLING = conjugated(
    "tell inform assure remind warn notify brief advise caution convince persuade ask urge reassure"
)
"""Verbs whose addressee is an object without a preposition."""

ZERO_THAT = conjugated(
    "say think believe hope claim fear insist warn add admit note announce tell report declare "
    "state suggest argue stress confirm maintain predict promise pledge vow expect feel suspect "
    "reckon estimate acknowledge contend indicate doubt allege respond know concede complain "
    "worry"
)
"""Verbs after which *that* may be left out: Biber et al. 9.2.8."""

QUOTATIVE = conjugated(
    "say add answer note report warn explain tell write argue claim insist announce "
    "acknowledge admit "
    "believe stress conclude reply respond continue declare state recall observe remark comment "
    "caution suggest estimate maintain confirm tweet post ask quote concede emphasise emphasize "
    "contend predict joke quip lament complain boast reiterate repeat assert think fear reveal "
    "underline affirm counter disclose hope point confide "
    "whisper mutter murmur grumble groan moan sigh shout scream cry growl snap shrug"
)
"""Verbs of comment clauses and of clauses that report speech: Quirk et al. 14.29."""

PLURAL_SAYING = frozenset("say insist argue claim warn maintain contend".split())
"""Plain forms that after *and* are a second verb of the subject: "have rejected it and say ..."."""

INFERENCE = conjugated(
    "indicate suggest show demonstrate signal mean imply reveal confirm reflect "
    "prove illustrate point underline underscore highlight"
)
"""Verbs by which a thing, not a person, lets the author conclude: Hyland, "evidential" verbs."""

STANCE_ADJECTIVES = {
    "willing": "for", "unwilling": "against", "ready": "for", "prepared": "for",
    "reluctant": "against", "open": "for", "opposed": "against", "committed": "for",
    "determined": "for", "keen": "for", "eager": "for", "unprepared": "against",
    "adamant": "for", "unready": "against", "loath": "against", "hesitant": "against",
    "wary": "against", "against": "against", "allergic": "against", "averse": "against",
    "hostile": "against", "resistant": "against", "amenable": "for", "supportive": "for",
}  # fmt: skip
"""Adjectives of volition with an infinitive or *to*: Quirk et al. 16.79."""

STANCE_NOUNS: Mapping[str, tuple[tuple[str, ...], Polarity]] = {
    "demand": (("for", "that", "to"), "for"), "demands": (("for", "that", "to"), "for"),
    "call": (("for",), "for"), "calls": (("for",), "for"), "request": (("for", "that"), "for"),
    "refusal": (("to",), "against"), "rejection": (("of",), "against"),
    "opposition": (("to",), "against"), "objection": (("to",), "against"),
    "objections": (("to",), "against"), "reluctance": (("to",), "against"),
    "unwillingness": (("to",), "against"), "insistence": (("on", "that"), "for"),
    "commitment": (("to",), "for"), "willingness": (("to",), "for"),
    "readiness": (("to",), "for"), "desire": (("to", "for"), "for"),
    "proposal": (("to", "for", "that"), "for"), "offer": (("to", "of"), "for"),
    "pledge": (("to", "that"), "for"), "promise": (("to", "that"), "for"),
    "threat": (("to",), "against"), "threats": (("to",), "against"),
    "support": (("for",), "for"), "denial": (("that",), "none"),
    "denials": (("that",), "none"), "doubts": (("that",), "none"),
    "claim": (("that", "to"), "none"),
    "claims": (("that",), "none"),
    "statement": (("that",), "none"), "assertion": (("that",), "none"),
    "warning": (("that", "of"), "none"), "warnings": (("that", "of"), "none"),
    "view": (("that",), "none"), "position": (("that",), "none"), "belief": (("that",), "none"),
    "argument": (("that",), "none"), "fear": (("that",), "none"), "fears": (("that",), "none"),
    "hope": (("that", "for", "of"), "for"),
    "hopes": (("that", "for", "of"), "for"), "condition": (("that",), "for"),
    "conviction": (("that",), "none"), "assurance": (("that",), "none"),
    "assurances": (("that",), "none"), "suggestion": (("that",), "none"),
    "announcement": (("that",), "none"), "allegation": (("that",), "none"),
    "allegations": (("that",), "none"),
}  # fmt: skip
"""Nouns of speech and volition, what may follow each, and whether it is for or against."""

PAST = frozenset(
    "took came went fell broke gave began knew saw spoke stole swore threw withdrew wrote rose "
    "drew drove flew forgot grew hid ran shook shrank chose tore woke wore froze bore became "
    "undertook overthrew arose foresaw".split()
)
PAST_OR_PARTICIPLE = frozenset(
    "won lost left kept held made met paid put sent spent led built brought bought caught fought "
    "found got had let lent meant read set shot shut sought stood struck taught thought understood "
    "felt heard hurt laid fed fled hit cut quit".split()
)
"""Irregular forms of the past; the second kind are participles as well, but not after *they*."""

AUXILIARIES = frozenset(
    "is are was were be been being am has have had having do does did will would shall should can "
    "could may might must ought 's 're 've 'll 'd 'm".split()
)

NEGATIONS = frozenset("not n't never no neither nor cannot nobody nothing none".split())

PRONOUNS = frozenset(
    "he she they it we i you who those both neither each others some many several most all one "
    "another former latter none few him her them me us".split()
)

SOURCE_NOUNS = frozenset(
    """
    official officials minister ministers ministry ministries president presidents spokesman
    spokesmen spokeswoman spokesperson spokespersons spokespeople diplomat diplomats mediator
    mediators negotiator negotiators envoy envoys ambassador ambassadors adviser advisers advisor
    advisors aide aides analyst analysts expert experts observer observers source sources people
    person insider insiders commander commanders general generals leader leaders leadership
    government governments administration cabinet side sides party parties delegation delegations
    delegate delegates team teams authority authorities rebel rebels militia militias insurgents
    army military forces opposition commission committee council court parliament parliamentarians
    lawmaker lawmakers senator senators member members mp mps critic critics supporter supporters
    ally allies group groups movement faction factions coalition bloc alliance union agency agencies
    office bureau secretariat organisation organisations organization organizations institution
    institutions bank court embassy palace premier chancellor king emir sultan prince queen pope
    sheikh ayatollah secretary chief head director chair chairman chairwoman chairperson
    representative representatives emissary counterpart counterparts deputy coordinator monitor
    monitors resident residents refugee refugees witness witnesses journalist journalists
    correspondent reporter reporters author authors scholar scholars researcher researchers
    historian historians economist economists professor lawyer lawyers activist activists colleague
    colleagues participant participants facilitator facilitators host hosts guarantor guarantors
    statesman politician politicians politburo junta regime state states country countries nation
    nations power powers capital capitals circles camp quarters voices elders chiefs patron patrons
    hardliners moderates islamists separatists unionists nationalists republicans democrats
    insiders pundits presidency chancellery kremlinologist prosecutors judge judges west
    mission missions fighters militants guerrillas guerrilla troika quartet trio ministers
    foreigners
    europeans africans arabs soldiers officers officer community congress
    opponents opponent rivals rival enemies voters citizens protesters locals survivors nationals
    command commands donor donors sponsor sponsors backer backers
    police policeman policemen gendarmerie panel panels kingdom front wing clerics bishops
    peacemakers convenor convener organisers organizers
    congressman congressmen congresswoman speaker speakers lieutenant colonel admiral marshal
    assembly deputies councils senate legislature legislator legislators ruler rulers
    clan clans tribe tribes tribesmen villagers inhabitants islanders settlers populace
    workers students teachers farmers traders businessmen families relatives mothers victims
    veterans
    loyalists chieftain chieftains warlord warlords exiles imams priests church churches synod
    campaigners advocates watchdog charity charities ngo ngos league federation
    institute think-tank thinktank thinktanks foundation tank commentator commentators
    columnist columnists
    north south editor editors neighbours neighbors
    """.split()
)
"""Nouns for persons and bodies that can speak."""

TEXT_SOURCES = frozenset(
    """
    statement statements report reports communique communiqué letter letters article articles
    newspaper newspapers daily magazine media press document documents memo memorandum transcript
    readout survey poll polls study studies account accounts interview speech editorial
    press-release release dispatch dispatches cable cables paper broadcaster channel website outlet
    outlets agency note interpretation assessment assessments reading leaks data figures surveys
    estimates statistics intelligence
    findings transcripts minutes broadcasters
    """.split()
)
"""Nouns for texts that say something on somebody's behalf."""

DRAFTS = frozenset(
    "draft drafts plan plans proposal proposals resolution resolutions roadmap document documents "
    "text petition motion bill paper papers blueprint letter letters statement statements "
    "communique communiqué".split()
)
"""Nouns for texts that want something for whoever wrote them: "a draft that demands a vote"."""

LEGAL_TEXTS = frozenset(
    """
    constitution constitutions charters memoranda statutes decrees accords pacts doctrines covenant
    covenants acts annex annexes treaty treaties law laws charter resolution resolutions
    convention conventions
    protocol protocols agreement agreements accord accords pact deal plan plans proposal draft
    decree statute code articles clause provisions terms timetable schedule calendar roadmap
    doctrine mandate rules principle principles text article formula memorandum act
    """.split()
)
"""Nouns for texts that bind or are negotiated: "according to the constitution" names no speaker."""

OFFICES = frozenset(
    """
    president vice-president premier minister prime-minister chancellor secretary undersecretary
    envoy representative adviser advisor aide ambassador director head chief chairman chairwoman
    chairperson chair commissioner commander general colonel admiral marshal lieutenant brigadier
    major captain spokesman spokeswoman spokesperson governor senator king emir sultan prince
    princess queen pope sheikh ayatollah negotiator mediator leader deputy speaker ombudsman
    ombudswoman ombudsperson coordinator co-ordinator judge professor diplomat co-chair chair-
    in-office
    chairperson-in-office foreign-minister mayor archbishop bishop cardinal imam mullah prosecutor
    lawyer counsel delegate emissary attorney facilitator member founder politburo member son-in-law
    brother nephew politician lawmaker premier analyst expert researcher journalist historian
    """.split()
)
"""Head nouns of offices and callings."""

TIME_WORDS = frozenset(
    """
    monday tuesday wednesday thursday friday saturday sunday today yesterday tomorrow tonight
    january february march april may june july august september october november december
    recently earlier later now then already again still also once late early meanwhile afterwards
    morning afternoon evening night week month year weekend last next this
    """.split()
)

ADVERBIAL_STARTS = frozenset(
    """
    in on at during after before through via by from for to with amid ahead following late early
    earlier later over under against of about as upon since until within
    """.split()
)

NOT_ADVERBS = frozenset(
    "ally family italy july reply supply apply rely only assembly anomaly".split()
)
"""Words in *-ly* that are no adverbs."""
