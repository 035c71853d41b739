"""The tokens of a text for graphql-core's parser, found by one expression instead of sign by sign.

Only texts of plain tokens are read here: names, signs, whole numbers, and strings without escapes. All others, and
those of more tokens than may be asked, are left to graphql-core's own lexer.
"""

from __future__ import annotations

import re
from itertools import islice

from graphql import Lexer, Source, Token, TokenKind
from graphql.language.parser import Parser

PLAIN = re.compile(
    r"[ \t\n\r,\ufeff]*(?:"
    r"([A-Za-z_][0-9A-Za-z_]*)"
    r"|(\.\.\.|[!$&():=@\[\]{|}])"
    r'|("[^"\\\n\r\ud800-\udfff]*"(?!"))'
    r"|(-?(?:0|[1-9][0-9]*)(?![0-9A-Za-z_.]))"
    r"|(\Z))"
)
SIGNS = {each.value: each for each in TokenKind}


class PlainToken(Token):
    """A token that does not know its line: what is refused is read again for that."""

    __slots__ = ()

    def __init__(self, kind: TokenKind, start: int, end: int, value: str | None) -> None:
        self.kind = kind
        self.start = start
        self.end = end
        self.value = value
        self.next = None


class PlainLexer(Lexer):
    """Hands on tokens that are known already."""

    def __init__(self, source: Source, first: Token) -> None:
        super().__init__(source)
        self.token.next = first

    def advance(self) -> Token:
        """Go on to the next token; after the last one there is none."""
        self.last_token = self.token
        self.token = self.lookahead()
        return self.token

    def lookahead(self) -> Token:
        """The next token."""
        return self.token.next or self.token


def first_token(text: str, most: int) -> Token | None:
    """The first of a text's tokens, each of which knows the next; None if they are not plain, or too many."""
    first = last = PlainToken(TokenKind.SOF, 0, 0, None)
    for match in islice(PLAIN.finditer(text), most + 1):
        end, which = match.end(), match.lastindex
        if match.start() != last.end or which is None:
            return None
        found = match[which]
        if which == 1:
            token = PlainToken(TokenKind.NAME, end - len(found), end, found)
        elif which == 2:
            token = PlainToken(SIGNS[found], end - len(found), end, None)
        elif which == 3:
            token = PlainToken(TokenKind.STRING, end - len(found), end, found[1:-1])
        elif which == 4:
            token = PlainToken(TokenKind.INT, end - len(found), end, found)
        else:
            last.next = PlainToken(TokenKind.EOF, end, end, None)
            return first.next
        last.next = token
        last = token
    return None


def parser_of(text: str, most: int) -> Parser:
    """A parser for a text of at most so many tokens; its tree knows no places."""
    source, first = Source(text), first_token(text, most)
    lexer = PlainLexer(source, first) if first is not None else Lexer(source)
    return Parser(source, no_location=True, max_tokens=most, lexer=lexer)
