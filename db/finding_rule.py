"""The rules that look for findings: the words of each, and where the Open Contracting Partnership has one like it.

A rule is code, and so are its words: a new one needs no migration. Its function stands in `analysis/findings`.
"""

from __future__ import annotations

from db.codes import Code

CARDINAL = "https://cardinal.readthedocs.io/en/latest/cli/indicators/R/{}.html"


class FindingRule(Code):
    """What a rule looks for. Where Cardinal, the Open Contracting Partnership's tool, has an indicator, it is named."""

    heading: str  # what a finding is called where the data set has no better title
    cardinal: str | None  # the code of the indicator, such as R018

    def __new__(cls, value: str, heading: str, sentence: str, cardinal: str | None = None) -> FindingRule:
        """The words of a rule; the address of the indicator's definition is put behind the sentence."""
        code = str.__new__(cls, value)
        code._value_ = value
        code.heading = heading
        code.cardinal = cardinal
        code.description = (
            f"{sentence} Cardinal's {cardinal}: {CARDINAL.format(cardinal[1:])}" if cardinal else sentence
        )
        return code

    @property
    def slug(self) -> str:
        """The name in the codes of findings, such as single-bid."""
        return str(self.value).lower().replace("_", "-")

    IMPLIED_RATE = (
        "IMPLIED_RATE",
        "A conversion at another rate than the others",
        "A source converts a sum at another rate than most of its other sums.",
    )
    POWER_OF_TEN = (
        "POWER_OF_TEN",
        "A conversion that is wrong by a power of ten",
        "A conversion fits the source's rate only with another number of zeros: a word such as thousand is missing.",
    )
    ROUNDING = (
        "ROUNDING",
        "A conversion that is rounded wrongly",
        "The last printed digit of a conversion is off by one.",
    )
    QUALIFIER_LOST = (
        "QUALIFIER_LOST",
        "A bound that is converted as if it were exact",
        'A source says "more than" or the like of a sum, and gives its conversion as exact.',
    )
    RATE_OF_THE_YEAR = (
        "RATE_OF_THE_YEAR",
        "A conversion that no rate of its year gives",
        "A conversion names the year of its rate, and neither that year nor those beside it had such a rate.",
    )
    RATIO = (
        "RATIO",
        "A ratio that its own figures do not give",
        "A source says how many times, or how many per cent, one sum is of another, and its own sums say otherwise.",
    )
    REAL_TERMS = (
        "REAL_TERMS",
        "A conclusion that prices or rates do not bear out",
        "A source concludes that a cost rose or fell, and dollars or constant prices show the contrary.",
    )
    PARTS_AND_WHOLE = (
        "PARTS_AND_WHOLE",
        "Parts that do not make up the whole",
        "The amounts of a tender's lots do not account for the tender's value, or are more than it.",
    )
    COUNTS_DISAGREE = (
        "COUNTS_DISAGREE",
        "Two counts of the same things",
        "Sources give different exact numbers of the same things.",
    )
    MORE_LOTS = (
        "MORE_LOTS",
        "More lots than the tender is said to have",
        "More lots of a tender are on record than it is said to have.",
    )
    MORE_BIDDERS = (
        "MORE_BIDDERS",
        "More bidders than the tender is said to have had",
        "Bids of more bidders are on record than the tender is said to have had.",
    )
    SAME_TITLE = (
        "SAME_TITLE",
        "The same title in several years",
        "Lots of one title stand in tenders of different years: bought again, or one purchase told twice.",
    )
    REPEATED_LOT = (
        "REPEATED_LOT",
        "The same lot at the same value in several tenders",
        "One buyer put lots of the same title and value into several tenders of one year: perhaps one purchase entered"
        " twice, or one that was split. Lots that were called off or found no winner do not count.",
    )
    ORDER_OF_DATES = (
        "ORDER_OF_DATES",
        "A conclusion from what came too early",
        "A source takes something for the result of what came only later.",
    )
    DATES_OUT_OF_ORDER = (
        "DATES_OUT_OF_ORDER",
        "Dates in the wrong order",
        "A tender's period ends before it begins, an award is older than its tender, or a contract than its award."
        " Where only a month or a year is known, every day in it would have to be wrong.",
    )
    OUTSIDE_PERIOD = (
        "OUTSIDE_PERIOD",
        "A contract from outside the programme's period",
        "A contract was signed before the programme that is said to pay for it began, or after it ended.",
    )
    YOUNG_SUPPLIER = (
        "YOUNG_SUPPLIER",
        "A supplier that is younger than what it won",
        "A supplier was founded after the day on which it was chosen, or on which its contract was signed.",
    )
    DISSOLVED_BUYER = (
        "DISSOLVED_BUYER",
        "A body that bought after its end",
        "A body published a tender, chose a supplier or signed a contract after the day on which it ended.",
    )
    NAMES_OVERLAP = (
        "NAMES_OVERLAP",
        "Two official names at one time",
        "A body or a place has two official names in one language at the same time.",
    )
    NAMES_GAP = (
        "NAMES_GAP",
        "A time without an official name",
        "Between two official names of a body or a place there is a time with none in that language.",
    )
    RENAMED = (
        "RENAMED",
        "One place under two names",
        "A source calls a place by names of before and after its renaming.",
    )
    AWARD_ABOVE_LOT = (
        "AWARD_ABOVE_LOT",
        "An award above the value of its lots",
        "An award is higher than what the buyer expected to pay for the lots that it covers. One of the two may be"
        " meant with taxes and the other without.",
    )
    SHORT_PERIOD = (
        "SHORT_PERIOD",
        "Little time to make an offer",
        "Offers for an open tender could be made for less than 15 days.",
        "R003",
    )
    SINGLE_BID = (
        "SINGLE_BID",
        "A single bid",
        "A tender that was open to competition had one bidder.",
        "R018",
    )
    CLOSE_BID = (
        "CLOSE_BID",
        "A losing bid unusually close to the winner's",
        "The lowest losing bid is closer to the winning one than in nearly all processes of the data set: the distance"
        " is no more than the first quartile less one and a half times the distance between the quartiles.",
        "R024",
    )
    IDENTICAL_BIDS = (
        "IDENTICAL_BIDS",
        "Bidders with the same price",
        "Different bidders offered exactly the same price.",
        "R028",
    )
    LATE_BID_WON = (
        "LATE_BID_WON",
        "A late bid won",
        "A bid that was made after the last day for offers was accepted, and its bidder won.",
        "R030",
    )
    OTHERS_DISQUALIFIED = (
        "OTHERS_DISQUALIFIED",
        "All bidders but the winner were refused",
        "Only the winner's bid was accepted, and at least one other bidder was refused.",
        "R035",
    )
    LOWEST_DISQUALIFIED = (
        "LOWEST_DISQUALIFIED",
        "The lowest bid was refused",
        "The lowest of all bids was refused, and a supplier was chosen.",
        "R036",
    )
    DEEP_DISCOUNT = (
        "DEEP_DISCOUNT",
        "A winning bid far below the others",
        "The winning bid is further below the next one than in nearly all processes of the data set: the distance is at"
        " least the third quartile and one and a half times the distance between the quartiles.",
        "R058",
    )
