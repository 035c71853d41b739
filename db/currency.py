"""Currencies and their minor units (ISO 4217)."""

from __future__ import annotations

from sqlmodel import Field

from db.table import Table


class Currency(Table, table=True):
    """A currency that amounts may be in."""

    code: str = Field(primary_key=True, max_length=3)
    digits: int  # decimals of its minor unit


TWO_DIGITS = """
    AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CNY
    COP CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR
    ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK
    MXN MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP
    SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD UYU UZS VES WST XCD YER ZAR ZMW
"""
NO_LONGER = """
    ADP AFA ANG ARA ATS AZM BEF BGL BYB BYR CSD CUC CYP DEM ECS EEK ESP FIM FRF GHC GRD GWP HRK IEP ITL LTL LUF
    LVL MGF MRO MTL MXP MZM NLG PEI PES PLZ PTE ROL RUR SDD SIT SKK SLL SRG STD TJR TMM TPE TRL UAK UYN UYP VEB
    VEF YUM ZMK ZRN ZWD ZWL ZWR
"""  # out of use, but not in what was published then; two decimals hold whatever was printed
OTHERS = "BOV CHE CHW COU MXV USN XCG XDR ZWG"  # newer ones, and units of account that contracts are in
DIGITS: dict[str, int] = {
    **dict.fromkeys(TWO_DIGITS.split(), 2),
    **dict.fromkeys((*NO_LONGER.split(), *OTHERS.split()), 2),
    **dict.fromkeys("BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF".split(), 0),
    **dict.fromkeys("BHD IQD JOD KWD LYD OMR TND".split(), 3),
    **dict.fromkeys("CLF UYW".split(), 4),
}
