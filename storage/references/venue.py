"""What kind of publication a venue makes of a paper."""

import re
from enum import Enum, auto

from storage.references.line import one_line
from storage.references.reference import Reference


class PublicationKind(Enum):
    ARTICLE = auto()
    CONFERENCE = auto()
    PREPRINT = auto()
    OTHER = auto()
    """Nothing is known of where it came out."""


_PREPRINTS = re.compile(
    r"(?:arxiv|(?:bio|med|chem|eng|tech|psy|soc)a?rxiv|corr|ssrn|research square|preprints)\b|.*\bpreprint\b", re.I
)
_JOURNALS = re.compile(
    r"\b(?:journal|transactions|trans\.|letters|annals|review|magazine|bulletin|acta|PNAS|PVLDB|PACMPL)(?!\w)"
    r"|\bproc(?:eedings|\.) (?:"
    r"of the (?:national academy|royal society|ieee$|vldb endowment|acm on\b|institution of|\w+ mathematical society)"
    r"|natl\b|r\. soc\b|ieee$|vldb endow|acm\b.*\blang\b|on privacy enhancing)",
    re.IGNORECASE,
)
"""Some journals are called proceedings, so these are asked first."""
_CONFERENCES = re.compile(
    r"\b(?:proc\.|proceedings|conference|conf\.|conf\b|symposium|workshops?|congress|meeting|interspeech"
    r"|advances in neural information|lecture notes|findings of|neurips|usenix)(?!\w)",
    re.IGNORECASE,
)
_ACRONYMS = re.compile(
    r"(?<![A-Za-z])(?:AAAI|AACL|AAMAS|ACCV|ACL|ACSAC|AISTATS|ALT|AMIA|ASIACRYPT|ASE|ASPLOS|ASRU|ATC|BMVC|CAV|CCS|CDC"
    r"|CHI|CIKM|CoLLAs|COLING|COLT|CoNLL|CoRL|CRYPTO|CSCW|CVPR|CVPRW|DAC|DATE|DSN|EACL|ECAI|ECCV|ECIR|ECML|EDBT|EMNLP"
    r"|ESEC|ESORICS|EUROCRYPT|EuroSys|EUSIPCO|FAccT|FAT\*|FOCS|FSE|GECCO|HPCA|HRI|ICALP|ICANN|ICAPS|ICASSP|ICC|ICCV"
    r"|ICCVW|ICDE|ICDM|ICDT|ICFP|ICIP|ICLR|ICME|ICML|ICPR|ICRA|ICSE|IJCAI|IJCNLP|IJCNN|INFOCOM|IROS|ISBI|ISCA|ISIT"
    r"|ISMAR|ISMIR|ISSTA|ISWC|ITCS|IUI|IWSLT|JCDL|KDD|LICS|LREC|MICCAI|MIDL|MLSys|MobiCom|NAACL|NDSS|NeurIPS|NIPS|NSDI"
    r"|OOPSLA|OSDI|PAKDD|PLDI|PODC|PODS|POPL|PPoPP|RecSys|RSS|SaTML|SDM|SEMEVAL|SemEval|SIGCOMM|SIGGRAPH|SIGIR|SIGKDD"
    r"|SIGMOD|SLT|SoCG|SODA|SOSP|STACS|STOC|TACAS|TCC|TREC|UAI|UbiComp|UIST|VLDB|WACV|WMT|WSDM|WWW)(?![A-Za-z])"
)
"""As they are written: a chi or a date is no conference."""


def kind_of(reference: Reference) -> PublicationKind:
    """A venue that is neither a conference nor a preprint server is taken for a journal."""
    venue = one_line(reference.venue)
    if not venue:
        return PublicationKind.PREPRINT if one_line(reference.arxiv_id) else PublicationKind.OTHER
    if _PREPRINTS.match(venue):
        return PublicationKind.PREPRINT
    if _JOURNALS.search(venue):
        return PublicationKind.ARTICLE
    is_conference = _CONFERENCES.search(venue) or _ACRONYMS.search(venue)
    return PublicationKind.CONFERENCE if is_conference else PublicationKind.ARTICLE


def venue_line(reference: Reference) -> str:
    """'arXiv' for every way to say it ("CoRR", "arXiv preprint arXiv:2310.06825", an id alone); may be empty."""
    venue = one_line(reference.venue)
    if not venue:
        return "arXiv" if one_line(reference.arxiv_id) else ""
    return "arXiv" if re.match(r"(?:arxiv|corr)\b", venue, re.IGNORECASE) else venue
