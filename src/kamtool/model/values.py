"""The closed lists of the field: roles, attitudes, stages and their kind, with their source in the decks."""

from __future__ import annotations

from kamtool.model.term import Term


class YesNo(Term):
    """A three-valued answer: what nobody wrote down is unknown, not no."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class Party(Term):
    """Who did, owes or proposed it: our side or the customer's."""

    US = "us"
    CUSTOMER = "customer"


class Source(Term):
    """Where a judgement comes from."""

    CUSTOMER = "customer"
    US = "us"
    THIRD_PARTY = "third_party"
    UNKNOWN = "unknown"


class Jurisdiction(Term):
    """Which privacy and bribery rules apply."""

    CN = "cn"
    EU = "eu"
    OTHER = "other"


class OrganizationType(Term):
    """The three forms of customer organisation (deck 2) and government (deck 2, 政府关系)."""

    FOREIGN = "foreign"
    SOE = "soe"
    PRIVATE = "private"
    GOV = "gov"
    UNKNOWN = "unknown"


class Tier(Term):
    """How much of our effort the account gets; ``delegate`` is 分流 (deck 3)."""

    A = "A"
    B = "B"
    C = "C"
    DELEGATE = "delegate"
    UNKNOWN = "unknown"


class AccountRelationship(Term):
    """What we are for the account as a whole (methods.md A7)."""

    VENDOR = "vendor"
    CREDIBLE_SOURCE = "credible_source"
    PROBLEM_SOLVER = "problem_solver"
    TRUSTED_ADVISOR = "trusted_advisor"
    UNKNOWN = "unknown"


class Factor(Term):
    """The ten factors of a purchase by type of organisation (methods.md A8; a reconstruction)."""

    PROCESS_FORMALITY = "process_formality"
    ONE_PERSON_AUTHORITY = "one_person_authority"
    DECISION_SPEED = "decision_speed"
    PRICE_SENSITIVITY = "price_sensitivity"
    TCO_QUALITY = "tco_quality"
    RISK_AVERSION = "risk_aversion"
    RELATIONSHIP_WEIGHT = "relationship_weight"
    POLICY_PERFORMANCE = "policy_performance"
    BUDGET_RIGIDITY = "budget_rigidity"
    TENDER_AUDIT = "tender_audit"


class BuyingFactor(Term):
    """What a customer may choose by: the eighteen buying factors, in the decks' order (deck 10)."""

    FUNCTION = "function"
    QUALITY = "quality"
    PRODUCT_BRAND = "product_brand"
    ADDED_VALUE = "added_value"
    PRICE_POLICY = "price_policy"
    COST = "cost"
    PAYMENT = "payment"
    RETURN = "return"
    TECHNICAL_SUPPORT = "technical_support"
    RESPONSE = "response"
    ADVERTISING = "advertising"
    INTRODUCTION = "introduction"
    MARKET_SHARE = "market_share"
    COMPANY_IMAGE = "company_image"
    STABILITY = "stability"
    COMPETENCE = "competence"
    RELATIONS = "relations"
    AWARENESS = "awareness"


class Role(Term):
    """A part in the purchase (decks 1 and 10; Webster and Wind 1972)."""

    DECIDER = "decider"
    APPROVER = "approver"
    RECOMMENDER = "recommender"
    INFLUENCER = "influencer"
    USER = "user"
    BUYER = "buyer"
    GATEKEEPER = "gatekeeper"
    INITIATOR = "initiator"
    PROJECT_LEAD = "project_lead"
    SUPERIOR = "superior"


class Expertise(Term):
    """What a recommender recommends on (deck 10, the organisation chart)."""

    TECHNICAL = "technical"
    MANAGEMENT = "management"
    HR = "hr"


class Influence(Term):
    """How much a person's word weighs in the purchase."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"
    UNKNOWN = "unknown"


class Authority(Term):
    """What a person may do in the decision; title and form of address are no evidence (真正的处长, deck 1)."""

    DECIDES = "decides"
    RECOMMENDS = "recommends"
    VETOES = "vetoes"
    NONE = "none"
    UNKNOWN = "unknown"


class AuthorityProof(Term):
    """What an authority claim rests on, strongest first."""

    APPROVAL_MATRIX = "approval_matrix"
    SIGNED_BEFORE = "signed_before"
    OBSERVED_DECISION = "observed_decision"
    SECOND_SOURCE = "second_source"
    SELF_CLAIMED = "self_claimed"
    TITLE_ONLY = "title_only"


class Attitude(Term):
    """A person's stance toward a vendor (deck 10, 参与者的态度)."""

    ACCEPT = "accept"
    DOUBT = "doubt"
    INDIFFERENT = "indifferent"
    RESIST = "resist"
    SABOTAGE = "sabotage"
    UNKNOWN = "unknown"


AGAINST = frozenset({Attitude.RESIST, Attitude.SABOTAGE})


class PersonalNeed(Term):
    """What a person wants for themselves (decks 5 and 10, merged)."""

    POWER = "power"
    ACHIEVEMENT = "achievement"
    ESTEEM = "esteem"
    AFFILIATION = "affiliation"
    SECURITY = "security"
    MATERIAL = "material"


class OrganizationNeed(Term):
    """What a person's organisation wants from the purchase (deck 10)."""

    PROFIT_COST = "profit_cost"
    COMPETITION = "competition"
    ENVIRONMENT = "environment"
    IMAGE = "image"
    PERFORMANCE = "performance"


class NeedStatus(Term):
    """Whether we meet a need. Listed as unknown is not the same as not listed."""

    MET = "met"
    UNMET = "unmet"
    UNKNOWN = "unknown"


class Style(Term):
    """How a person likes to deal (deck 10; Merrill and Reid). For communication only, never scored."""

    DRIVER = "driver"
    EXPRESSIVE = "expressive"
    ANALYTICAL = "analytical"
    AMIABLE = "amiable"
    UNKNOWN = "unknown"


class RelationshipStage(Term):
    """How far a person has come with us (deck 3: 认识, 约会, 信赖, 同盟)."""

    ACQUAINTANCE = "acquaintance"
    ENGAGEMENT = "engagement"
    TRUST = "trust"
    ALLY = "ally"
    UNKNOWN = "unknown"


class Basis(Term):
    """The legal ground on which a person's data is kept (methods.md C)."""

    CONSENT = "consent"
    CONTRACT = "contract"
    PUBLIC = "public"
    LEGITIMATE_INTEREST = "legitimate_interest"


class RelationKind(Term):
    """An informal line between two people."""

    INFLUENCES = "influences"
    TRUSTS = "trusts"
    CONFLICTS = "conflicts"
    WORKS_WITH = "works_with"
    CONFLICT_OF_INTEREST = "conflict_of_interest"


class Strength(Term):
    """How strong an informal line is."""

    STRONG = "strong"
    MEDIUM = "medium"
    WEAK = "weak"
    UNKNOWN = "unknown"


class TeamRole(Term):
    """A part on our side."""

    ACCOUNT_MANAGER = "account_manager"
    SPONSOR = "sponsor"
    TECHNICAL = "technical"
    SERVICE = "service"
    COMMERCIAL = "commercial"
    PARTNER = "partner"


class DealStatus(Term):
    """Whether an opportunity is still live."""

    OPEN = "open"
    WON = "won"
    LOST = "lost"
    DROPPED = "dropped"


class Stage(Term):
    """The customer's six purchase stages, in order (deck 10)."""

    INTENT = "intent"
    RESEARCH = "research"
    SHORTLIST = "shortlist"
    EVALUATION = "evaluation"
    DECISION = "decision"
    USE = "use"

    @property
    def number(self) -> int:
        """1 for intent to 6 for use."""
        return list(Stage).index(self) + 1


class SalesStep(Term):
    """Our seven steps, in order (deck 10, 销售链)."""

    COLLECT = "collect"
    ANALYSE = "analyse"
    ACT = "act"
    FOLLOW_UP = "follow_up"
    NEGOTIATE = "negotiate"
    CONTRACT = "contract"
    AFTER_SALES = "after_sales"


class Budget(Term):
    """How firm the money is."""

    APPROVED = "approved"
    PLANNED = "planned"
    UNCONFIRMED = "unconfirmed"
    NONE = "none"
    UNKNOWN = "unknown"


class DecisionKind(Term):
    """Routine or not (deck 10, 程序化与非程序化决策)."""

    PROGRAMMED = "programmed"
    NON_PROGRAMMED = "non_programmed"


class DecisionLevel(Term):
    """Where the customer decides."""

    TOP = "top"
    MIDDLE = "middle"
    OPERATIONAL = "operational"


class DecisionMode(Term):
    """One person or several."""

    INDIVIDUAL = "individual"
    GROUP = "group"


class DecisionRule(Term):
    """How a group comes to its decision."""

    LEADER = "leader"
    CONSENSUS = "consensus"
    MAJORITY = "majority"
    SCORING = "scoring"


class NeedLayer(Term):
    """The three layers of a need (deck 10, 客户需要的三个层次)."""

    EXPRESSED = "expressed"
    SPECIFIC = "specific"
    UNDERLYING = "underlying"


class NeedState(Term):
    """Need, want, demand (deck 10): a demand has money behind it."""

    NEED = "need"
    WANT = "want"
    DEMAND = "demand"


class Criterion(Term):
    """The twenty questions of qualification, five to each of the four (项目审定; Siebel TAS)."""

    PROJECT = "project"
    BUSINESS_PROFILE = "business_profile"
    FINANCIAL_CONDITION = "financial_condition"
    ACCESS_TO_FUNDS = "access_to_funds"
    COMPELLING_EVENT = "compelling_event"
    FORMAL_CRITERIA = "formal_criteria"
    SOLUTION_FIT = "solution_fit"
    RESOURCES = "resources"
    CURRENT_RELATIONSHIP = "current_relationship"
    UNIQUE_VALUE = "unique_value"
    INSIDE_SUPPORT = "inside_support"
    EXECUTIVE_CREDIBILITY = "executive_credibility"
    CULTURAL_FIT = "cultural_fit"
    INFORMAL_CRITERIA = "informal_criteria"
    POLITICAL_ALIGNMENT = "political_alignment"
    SHORT_REVENUE = "short_revenue"
    FUTURE_REVENUE = "future_revenue"
    PROFITABILITY = "profitability"
    RISK = "risk"
    STRATEGIC_VALUE = "strategic_value"


class Strategy(Term):
    """How we compete (策略性竞争销售; Holden, TAS)."""

    FRONTAL = "frontal"
    FLANKING = "flanking"
    FRAGMENT = "fragment"
    DEFEND = "defend"
    DEVELOP = "develop"
    DISENGAGE = "disengage"


class Axis(Term):
    """The seven factors of a project: macro three, micro four (deck 9, 项目分析)."""

    COMPANY_BRAND = "company_brand"
    PRODUCT_BRAND = "product_brand"
    MARKET_SHARE = "market_share"
    RELATIONSHIP = "relationship"
    TECHNOLOGY = "technology"
    COMMERCIAL = "commercial"
    SERVICE = "service"


class Bone(Term):
    """The bones of the fishbone: the seven factors, the decision chain, and time."""

    COMPANY_BRAND = "company_brand"
    PRODUCT_BRAND = "product_brand"
    MARKET_SHARE = "market_share"
    RELATIONSHIP = "relationship"
    TECHNOLOGY = "technology"
    COMMERCIAL = "commercial"
    SERVICE = "service"
    DECISION_CHAIN = "decision_chain"
    TIME = "time"


class SwotKind(Term):
    """The four fields of SWOT."""

    STRENGTH = "strength"
    WEAKNESS = "weakness"
    OPPORTUNITY = "opportunity"
    THREAT = "threat"


class SwotFactor(Term):
    """What a SWOT item is about: one of the seven factors, or the customer's environment."""

    COMPANY_BRAND = "company_brand"
    PRODUCT_BRAND = "product_brand"
    MARKET_SHARE = "market_share"
    RELATIONSHIP = "relationship"
    TECHNOLOGY = "technology"
    COMMERCIAL = "commercial"
    SERVICE = "service"
    ENVIRONMENT = "environment"


class ExpectKind(Term):
    """What a plan may expect to be so by a day."""

    MET = "met"
    ATTITUDE = "attitude"
    COVERAGE = "coverage"
    STAGE = "stage"
    SIGNED = "signed"
    KEPT = "kept"


class Level(Term):
    """How far an expectation wants it to be: an attitude, a relationship stage, or a stage of the purchase."""

    INDIFFERENT = "indifferent"
    DOUBT = "doubt"
    ACCEPT = "accept"
    ACQUAINTANCE = "acquaintance"
    ENGAGEMENT = "engagement"
    TRUST = "trust"
    ALLY = "ally"
    INTENT = "intent"
    RESEARCH = "research"
    SHORTLIST = "shortlist"
    EVALUATION = "evaluation"
    DECISION = "decision"
    USE = "use"


class CellState(Term):
    """What stands at an offering and a unit, when no rival does (methods.md: whitespace)."""

    WON = "won"
    OPEN = "open"
    NONE = "none"
    UNKNOWN = "unknown"


class Channel(Term):
    """How we were in touch."""

    VISIT = "visit"
    CALL = "call"
    MEETING = "meeting"
    MESSAGE = "message"
    EVENT = "event"


class ChecklistItem(Term):
    """The six items of a first visit on site (deck 7, 登门拜访)."""

    COMPANY_INTRO = "company_intro"
    PRODUCT_SHEET = "product_sheet"
    INSTALLED_BASE = "installed_base"
    PROCUREMENT_PROCEDURE = "procurement_procedure"
    OWNER_UNIT = "owner_unit"
    NEAR_TERM_NEEDS = "near_term_needs"


class IssueSeverity(Term):
    """How badly a failure hurts the customer."""

    MINOR = "minor"
    MAJOR = "major"
    CRITICAL = "critical"


class ExpenseKind(Term):
    """What was spent on; some kinds are never allowed toward a person (methods.md C)."""

    MEAL = "meal"
    GIFT = "gift"
    TRAVEL = "travel"
    CASH = "cash"
    GIFT_CARD = "gift_card"
    COMMISSION = "commission"
    FAMILY_BENEFIT = "family_benefit"
    EVENT = "event"
    SAMPLE = "sample"
    OTHER = "other"


class DocumentTag(Term):
    """Whether we may hold a document."""

    PUBLIC = "public"
    AUTHORISED = "authorised"
    INTERNAL = "internal"


class RegistrationProgress(Term):
    """How far a dealer has developed a registered customer (报备, deck 7)."""

    REGISTERED = "registered"
    CONTACTED = "contacted"
    VISITED = "visited"
    QUOTED = "quoted"
    SIGNED = "signed"
