"""The words by which promises, blockers and helps are told, and those by which they are not."""

import re

from bot.domain.cadence import Makes


def _any(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE)


_ME = r"(?:@?[\w'.-]+(?: [A-Z][\w'-]+)? and )?(?:i|we)"
_AM = r"(?:i ?am|i['’]?m|we ?are|we['’]re|and i are)"
_ALSO = r"(?:(?:also|then|now|just|both|all|def|definitely|certainly|still) )*"
_NOT = r"\bnot|n['’]t|\b(?:do|does|did|is|are|was|were|has|have|ca|wo)nt|\bnever|\bhardly"
_WILL = rf"(?:\b{_ME}(?: will| shall|['’]ll)\b|\bill(?= [a-z]))"
_DAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
WHEN = _any(
    rf"\b(?:{_DAY}|mon|tues?|wed|thurs?|fri|today|tonight|tomorrow|tmrw|eow|eod|eom)s?\b",
    r"\b(?:this|next) (?:week|month)\b",
    r"\bby (?:the|end|\d|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)",
    r"\b\d{1,2} (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|\bthe \d{1,2}(?:st|nd|rd|th)\b",
)
"""A day is named, so that even "I can have it ready" is a promise."""

# What follows the match is what is promised.
PROMISE = _any(
    rf"{_WILL} {_ALSO}",
    rf"\b{_AM} {_ALSO}(?:going to|gonna|planning to|committed to) ",
    rf"\b(?:{_ME}) {_ALSO}(?:plan|intend|promise|commit|have agreed|agreed) to ",
    r"\b(?:my|our|the|as a|as my|as our)? ?next steps? (?:is|are|will be)(?: to)?:? ",
    r"^(?:my |our |the )?(?:next(?: steps?)?|action(?: item)?|to ?do|plan|promise): (?:to )?",
)
WEAK_PROMISE = _any(
    rf"\b(?:{_ME}) (?:can|need to|have to|must) ",
    rf"\b{_AM} {_ALSO}(?=\w+ing\b)",
)
"""Promises only where a day is named."""
BARE_PROMISE = re.compile(
    r"^(?:will (?!(?:you|i|we|they|he|she|it|there|this|that|the|my|our|your|do[.!]?$)\b"
    r"|(?-i:[A-Z@]))"
    r"|(?:going to|gonna|planning to) )",
    re.IGNORECASE,
)
"""How a promise begins in chat, where nobody says "I"."""
OTHERS_PROMISE = re.compile(
    r"^(?P<who>@[\w.-]+|[A-Z][\w'-]+(?: [A-Z][\w'-]+)?) (?:will|is going to) (?!be a\b)"
)
"""What somebody else will do; whether ``who`` is somebody has to be looked up."""
NO_NAME = _any(
    r"(?:it|that|this|they|you|there|he|she|who|which|what|everybody|nobody|someone|students?"
    rf"|teachers?|teams?|training|principals?|families|parents|{_DAY}|we|i)"
)
LEADING_DAY = re.compile(
    rf"^(?:(?:on|by|before|next|this|starting|from|until|tomorrow|today|tonight)\b[^,]{{0,40}}"
    rf"|{_DAY}),?$",
    re.IGNORECASE,
)
"""A day in front of the promise: "On Monday I'll …"."""

VAGUE = _any(
    r"be (?:honest|fine|ok|okay|glad|happy|frank|sure|out|away|late|off|on leave|back|sick)\b",
    r"be (?:on|at) (?:\w+ )?(?:recess|break|leave|vacation|holiday|conference|training|jury)\b",
    r"(?:need|have (?:a lot|no|some|to|you|another)|keep that)\b",
    r"(?:never|not|admit|say|bet|miss|know|think|see)\b",
    r"(?:see|look into it|take a look|do|try|work on it|think about it|do my best|do that)[.!]*$",
    r"(?:like|love|want|probably|maybe|possibly|likely|hopefully|sometimes|always be)\b",
)
"""What is said after "I'll" and promises nothing."""

CONDITIONAL = _any(
    r"\b(?:if|unless|assuming|provided|depending|in case|as long as|whenever)\b",
    r"\bonce (?!a |per |every |more)",
    r"^should (?!i\b)",
    r"\bwhen (?:i|we|you|they) (?:can|get|have)\b|\bgiven that\b",
)
WISH = _any(
    r"\b(?:hop(?:e|ing|efully)|wish(?:es|ing)?|ideally|maybe|perhaps|possibly|some ?day)\b",
    r"\bat some point\b|\b(?:i|we)(?:['’]d| would) (?:like|love|want)\b",
    r"\b(?:would|could|might|should|may|ought to)\b"
    r"(?=.{0,60}\b(?:be|help|have|like|make)\b)",
)
REPORTED = _any(
    r"\b(?:said|says|saying|told|asked|wrote|reads|claims?|according to|keeps saying)\b"
)
QUESTION = _any(
    r"\?['\")\]]*$",
    r"^(?:do|does|did|should|shall|can|could|would|is|are|am|may|has) \w+(?: \w+)+",
    r"^(?:who|when|where|why|how)(?:['’]s)? (?:are|is|am|will|do|does|can|did|should|many|much)\b",
    r"^will (?:i|we|you|they|he|she|it|there|the)\b",
)
REQUEST = _any(
    r"^(?:\w+, )?(?:can|could|will|would) (?:you|u|we|someone)\b|^(?:please|pls|kindly)\b",
    r"\b(?:need|want|like|ask(?:ing)?) (?:you|u) to\b",
)

SOLVED = _any(
    r"\b(?:solved|resolved|fixed|sorted|cleared|settled|taken care of|no longer|any ?more)\b",
    r"\bused to\b|\b(?:was|were|had been) (?:stuck|waiting|short)\b",
)
NO_BLOCKER = _any(
    r"\b(?:nothing|no one|nobody|none)\b(?:['’]s)?.{0,20}"
    r"\b(?:in the way|holding|stuck|waiting|block\w+)",
    rf"(?:{_NOT}) (?:\w+ ){{0,2}}?"
    r"(?:in the way|stuck|waiting|holding|(?:a|the|our) (?:problem|barrier|issue|challenge))",
    r"\b(?:no|any|without) (?:\w+ )?(?:blockers?|problems?|issues?|barriers?|obstacles?|concerns?"
    r"|challenges?|complaints?|questions?|news|updates?|changes?|rush|doubt)\b",
)
_THINGS = (
    r"(?:time|sub|substitute|coverage|common|shared|plan|planning|prep|room|space|staff|money|fund"
    r"|material|access|capacity|bandwidth|support|protocol|training|data|people|hours|minutes)"
)
_CANT = (
    r"(?:can['’]?t|can ?not|couldn['’]?t|unable to|not able to|(?:have|has)n['’]?t been able to"
    r"|won['’]?t be able to)"
)
BLOCKER = _any(
    r"\b(?:do|does|did)(?: not|n['’]?t) (?:\w+ )?have\b(?! (?:school|class|to)\b)",
    r"\b(?:has|have|had)n['’]?t got\b",
    rf"\b(?:no|not enough|(?:too )?little|without|not much) (?:\w+ )?{_THINGS}",
    r"\black(?:s|ing)?(?: of)?\b|\bshort (?:of|on|-?staffed)\b|\brunning out of\b",
    r"\b(?:there(?: is|['’]?s| are)|has|have|with|got) no\b(?! (?:meeting|school|class|visit)\b)",
    r"\b(?:aren['’]?t|isn['’]?t) (?:any|enough)\b",
    r"\b(?:gets?|got|getting|is|are|stands?|standing|been) (?:\w+ )?in the way\b|\bin our way\b",
    r"\bstuck\b(?=.* )|\bwaiting (?:for|on|to hear|until)\b",
    rf"\b{_CANT}\b.*\b(?:because|due to|until|since|without|while|as)\b",
    rf"\b(?:because|due to|so)\b.*\b{_CANT}\b",
    r"\b(?:barrier|obstacle|challenge|hurdle|bottleneck|roadblock|problem|difficulty)s?"
    r"(?! of the)(?: \w+){0,3}?(?: is| are| remains?| was|:)",
    r"\b(?:holding|holds|held) \w+(?: \w+)? back\b|\bslow(?:s|ing|ed)? (?:\w+ ){1,2}down\b",
    r"\b(?:prevent|hinder|block|delay)(?:s|ed|ing)? (?:us|the|our|me|it|teams|teachers)\b",
    r"\b(?:has|have)n['’]?t (?:\w+ ){1,8}because\b|\bno ?(?:one|body) (?:has )?(?:show|know)\w*",
    r"\bpulled (?:in|out|away|off)\w*|\btakes? (?:up )?(?:the whole|all)\b|\bfell through\b",
    r"\b(?:hard|difficult|impossible|tough) (?:for \w+ )?to\b",
    r"(?<!students )(?<!kids )(?<!they )(?<!students are )\bstruggl(?:e|es|ing)\b",
    r"\bkeeps? (?:getting|being) (?:cancel|interrupt|moved|pushed|pulled|bumped|postponed)\w*",
    r"\btoo (?:many|much|few|busy)\b(?! (?:good|great))",
    r"\boverwhelm\w*|\beaten up\b|\bneeds? more (?:time|subs?|staff)\b",
    r"\b(?:isn['’]?t|aren['’]?t|not) (?:yet )?(?:available|ready|in place) (?:until|so|which)\b",
)

NO_HELP = _any(
    rf"(?:{_NOT}|\bnothing(?: is|['’]s)?|\bwithout) (?:\w+ ){{0,2}}?"
    r"(?:help\w*|work(?:s|ing)?|ma[kd]e|say|know|sure)\b",
    r"\b(?:would|could|should|might|may|will|['’]d|['’]ll) (?:\w+ ){0,2}?"
    r"(?:help\w*|make|be (?:\w+ )?(?:help|nice|great))\b",
    r"\bhelp(?: \w+){0,4} would\b|\b(?:need|want|wish|asked? for) (?:\w+ ){0,2}?help",
    r"\b(?:i|we|he|she|they|kids|students?|teachers?)(?: \w+|['’]ve)? help(?:s|ed)?\b",
    r"\bthanks to (?:you|all|every\w+)\b",
)
# What a sentence says that tells nothing of its kind, whoever finds it.
UNDONE = {
    Makes.COMMITMENT: _any(
        rf"\b(?:i|we)(?: will| am| are|['’]m|['’]re)? ?(?:{_NOT})\b|\bwon['’]?t\b",
        r"^(?:i|we)(?: have|['’]ve)? (?:\w+ed|met|sent|did|made|went|had|gave|took|saw|ran|were)\b",
    ),
    Makes.BLOCKER: _any(SOLVED.pattern, NO_BLOCKER.pattern),
    Makes.HELP: NO_HELP,
}
THANKS_TO = _any(r"\bthanks to\b")
HELP = _any(
    r"\bwhat(?: is|['’]?s)? (?:\w+ )?(?:works?|working|helps?|helped|helping)\b.{0,40}?"
    r"(?: is| are| was|:)",
    r"\bthanks to\b|\bgame[- ]changers?\b|\bbright spot\b",
    r"\bhelps\b|\bhelped\b|\b(?:is|are|been|was) (?:\w+ )?help(?:ing|ful)\b",
    r"\b(?:a|an|the|our) (?:\w+ )?help (?:is|was|has been|to)\b",
    r"\b(?:is|are|was|been) (?:a )?\w+ help\b",
    r"\b(?:made|makes?|making) (?:a|the|all the) (?:\w+ )?difference\b",
    r"\b(?:is|are|been|keeps?) carry(?:ing)?\b|\bworks? (?:well|great|best)\b",
    r"\bworking (?:well|great|out)\b|\bpa(?:ys|id|ying) off\b|\bgoing well because\b",
    r"\b(?:made|makes?|making) .{2,40}\b(?:easier|possible|faster|better|smoother)\b",
    r"\bkeep(?:s|ing)? (?:us|me|teams|them|it) (?:on track|focused|going|honest|together)\b",
    r"\bkeeps? .{2,30} on (?:track|the|task)\b|\b(?:great|real|big) asset\b|\blanding well\b",
    r"\bsav(?:es|ed|ing) (?:us |me |them )?(?:\w+ )?time\b|\bsupport(?:s|ed) (?:us|the|our)\b",
    r"\b(?:moving|going) (?:\w+ )?(?:faster|better) because\b",
)
