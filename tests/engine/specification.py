"""The examples of section 5 of the GraphQL specification, right and wrong ones, by the names of its rules."""

from __future__ import annotations

SCHEMA = """
type Query {
  dog: Dog
  findDog(searchBy: FindDogInput): Dog
  human: Human
  pet: Pet
  catOrDog: CatOrDog
  arguments: Arguments
  booleanList(booleanListArg: [Boolean!]): Boolean
  nonNullDog: Dog!
  dogs: [Dog]
  complex(given: Complex): String
}
enum DogCommand { SIT DOWN HEEL }
type Dog implements Pet {
  name: String!
  nickname: String
  barkVolume: Int
  doesKnowCommand(dogCommand: DogCommand!): Boolean!
  isHouseTrained(atOtherHomes: Boolean): Boolean!
  owner: Human
  extras: [String]
}
interface Sentient { name: String! }
interface Pet { name: String! }
type Alien implements Sentient { name: String! homePlanet: String }
type Human implements Sentient { name: String! pets: [Pet!] relatives: [Human] }
enum CatCommand { JUMP }
type Cat implements Pet {
  name: String!
  nickname: String
  doesKnowCommand(catCommand: CatCommand!): Boolean!
  meowVolume: Int
  extras: String
}
union CatOrDog = Cat | Dog
union DogOrHuman = Dog | Human
union HumanOrAlien = Human | Alien
input FindDogInput { name: String owner: String }
input Complex {
  required: Boolean!
  number: Int = 1
  sure: Int! = 2
  words: [String!]
  inner: Complex
  ids: [ID]
  ratio: Float
}
input One @oneOf { a: Int b: Int }
type Arguments {
  multipleRequirements(x: Int!, y: Int!): Int!
  booleanArgField(booleanArg: Boolean): Boolean
  floatArgField(floatArg: Float): Float
  intArgField(intArg: Int): Int
  nonNullBooleanArgField(nonNullBooleanArg: Boolean!): Boolean!
  booleanListArgField(booleanListArg: [Boolean]!): [Boolean]
  optionalNonNullBooleanArgField(optionalBooleanArg: Boolean! = false): Boolean!
  idArgField(idArg: ID): ID
  stringListArgField(stringListArg: [String]): String
  matrix(rows: [[Int]]): Int
  one(of: One): Int
}
directive @marked on FIELD | QUERY
"""

DOG = "fragment f on Dog"

VALID: dict[str, list[str]] = {
    "operation names are unique": [
        "query getDogName { dog { name } } query getOwnerName { dog { owner { name } } }",
    ],
    "an anonymous operation is alone": ["{ dog { name } }", "query { dog { name } }"],
    "fields exist": [
        "{ dog { name barkVolume } }",
        "{ pet { name __typename } }",
        "{ catOrDog { __typename ... on Pet { name } ... on Dog { barkVolume } } }",
        "{ dog { ...f } } fragment f on Dog { name ... on Pet { name } }",
        "{ dog { aliased: name } }",
        "{ }",
        "{ dog { } }",
    ],
    "fields merge": [
        "{ dog { name name } }",
        "{ dog { otherName: name otherName: name } }",
        "{ dog { doesKnowCommand(dogCommand: SIT) doesKnowCommand(dogCommand: SIT) } }",
        "query q($c: DogCommand!) { dog { doesKnowCommand(dogCommand: $c) doesKnowCommand(dogCommand: $c) } }",
        "{ dog { owner { name } owner { name } ...f } } fragment f on Dog { owner { n: name name } }",
        '{ findDog(searchBy: {name: "a", owner: "b"}) { name }'
        ' findDog(searchBy: {name: "a", owner: "b"}) { nickname } }',
        "{ pet { ... on Dog { name } ... on Cat { name } } }",
        "{ human { pets { name } relatives { pets { name } name } } human { relatives { name } } }",
        "{ arguments { multipleRequirements(x: 1, y: 2) multipleRequirements(y: 2, x: 1) } }",
    ],
    "leaves have no selection, others one": ["{ dog { barkVolume } }", "{ human { pets { name } } }"],
    "argument names": [
        "{ dog { doesKnowCommand(dogCommand: SIT) isHouseTrained(atOtherHomes: true) @include(if: true) } }",
        "{ arguments { multipleRequirements(y: 1, x: 2) } }",
    ],
    "required arguments": [
        "{ arguments { booleanArgField(booleanArg: true) } }",
        "{ arguments { booleanArgField optionalNonNullBooleanArgField } }",
        "{ arguments { nonNullBooleanArgField(nonNullBooleanArg: true) } }",
    ],
    "fragments": [
        "{ dog { ...f ...g } } fragment f on Dog { name } fragment g on Dog { owner { name } }",
        "{ dog { ...f } } fragment f on Pet { name }",
        "{ dog { ...f } } fragment f on CatOrDog { ... on Dog { name } }",
        "{ pet { ... on Dog { barkVolume } ... on Cat { meowVolume } } }",
        "{ dog { ... @include(if: true) { name } } }",
        "{ human { ...f } } fragment f on Sentient { name }",
        "{ dog { ...f } } fragment f on Dog { ...g } fragment g on Dog { name }",
    ],
    "values": [
        "{ arguments { booleanArgField(booleanArg: null) floatArgField(floatArg: 1) intArgField(intArg: -7) } }",
        '{ arguments { idArgField(idArg: 12) other: idArgField(idArg: "12") floatArgField(floatArg: 1.5e3) } }',
        '{ arguments { stringListArgField(stringListArg: "alone") } }',
        '{ arguments { stringListArgField(stringListArg: ["a", null]) matrix(rows: [[1, 2], null, 3, [null]]) } }',
        '{ booleanList(booleanListArg: [true, false]) findDog(searchBy: { name: "Fido" }) { name } }',
        '{ complex(given: {required: true, words: ["a"], inner: {required: false, sure: 3}, ids: [1, "b"]}) }',
        'query q($w: String!, $b: Boolean!) { complex(given: {required: $b, words: [$w, "x"]}) }',
        'query q($a: FindDogInput = {name: "Fido"}) { findDog(searchBy: $a) { name } }',
        "query q($a: Int = 1, $b: [[Int]] = [[1]]) { arguments { intArgField(intArg: $a) matrix(rows: $b) } }",
        '{ complex(given: {required: true, words: """block\n  text"""}) }',
    ],
    "directives": [
        "query q($a: Boolean!) { dog @skip(if: $a) { name @include(if: true) @skip(if: $a) } }",
        "query q($a: Boolean! = true) { ...f @include(if: $a) } fragment f on Query { dog { name } }",
        "query q($a: Boolean = true) { dog { name @skip(if: $a) } }",
    ],
    "variables": [
        "query A($a: Boolean) { arguments { booleanArgField(booleanArg: $a) } }"
        " query B($a: Int) { arguments { intArgField(intArg: $a) } }",
        "query q($a: Boolean) { dog { ...f } } fragment f on Dog { isHouseTrained(atOtherHomes: $a) }",
        "query q($a: [Boolean!]!) { booleanList(booleanListArg: $a) }",
        "query q($a: [Boolean]!) { arguments { booleanListArgField(booleanListArg: $a) } }",
        "query q($a: Boolean!)"
        " { arguments { nonNullBooleanArgField(nonNullBooleanArg: $a) booleanArgField(booleanArg: $a) } }",
        "query q($a: Boolean = true) { arguments { nonNullBooleanArgField(nonNullBooleanArg: $a) } }",
        "query q($a: Boolean) { arguments { optionalNonNullBooleanArgField(optionalBooleanArg: $a) } }",
        "query q($a: Int) { complex(given: {required: true, sure: $a, number: $a}) }",
        "query q($a: Complex, $i: [ID]) { complex(given: $a) x: complex(given: {required: true, ids: $i, inner: $a}) }",
        "query q($a: Int, $b: [Int]) { arguments { matrix(rows: [[$a], $b]) } }",
    ],
}

INVALID: dict[str, list[str]] = {
    "definitions are executable": [
        "{ dog { name } } extend type Dog { color: String }",
        "{ dog { name } } scalar Date",
    ],
    "operation names are unique": [
        "query getName { dog { name } } query getName { dog { owner { name } } }",
        "{ dog { name } } { dog { nickname } }",
        "{ dog { name } } query getName { dog { owner { name } } }",
    ],
    "fields exist": [
        f"{{ dog {{ ...f }} }} {DOG} {{ meowVolume }}",
        f"{{ dog {{ ...f }} }} {DOG} {{ barkVolume: kawVolume }}",
        "{ pet { nickname } }",
        "{ catOrDog { name } }",
        "{ catOrDog { ... on Pet { barkVolume } } }",
        "{ dog { __schema { queryType { name } } } }",
        "{ nope }",
        "{ dog { Name } }",
    ],
    "fields merge": [
        "{ dog { name: nickname name } }",
        "{ dog { doesKnowCommand(dogCommand: SIT) doesKnowCommand(dogCommand: HEEL) } }",
        "query q($c: DogCommand!) { dog { doesKnowCommand(dogCommand: SIT) doesKnowCommand(dogCommand: $c) } }",
        "query q($a: DogCommand!, $b: DogCommand!)"
        " { dog { doesKnowCommand(dogCommand: $a) doesKnowCommand(dogCommand: $b) } }",
        "{ dog { isHouseTrained isHouseTrained(atOtherHomes: true) } }",
        "{ pet { ... on Dog { someValue: nickname } ... on Cat { someValue: meowVolume } } }",
        "{ pet { ... on Dog { extras } ... on Cat { extras } } }",
        "{ dog { owner { a: name } ...f } } fragment f on Dog { owner { a: relatives { name } } }",
        "{ dog { ...f ...g } } fragment f on Dog { a: name } fragment g on Dog { a: nickname }",
        "{ dog { ...f a: barkVolume } } fragment f on Dog { ...g } fragment g on Dog { a: nickname }",
        "{ dog { ... { a: name } ... { a: nickname } } }",
        "{ a: dog { name } a: nonNullDog { name } }",
        "{ a: dog { name } a: dogs { name } }",
        "{ human { pets { ... on Dog { x: name } } pets { ... on Pet { x: __typename } } } }",
        "{ dog { owner { relatives { a: name } } owner { relatives { a: __typename } } } }",
        '{ findDog(searchBy: {name: "a"}) { name } findDog(searchBy: {name: "b"}) { name } }',
    ],
    "leaves have no selection, others one": [
        "{ dog { barkVolume { sinceWhen } } }",
        "{ human }",
        "{ pet }",
        "{ catOrDog }",
        "{ dog { name { } } }",
    ],
    "argument names": [
        "{ dog { doesKnowCommand(command: CLEAN_UP_HOUSE) } }",
        "{ dog { doesKnowCommand(dogCommand: SIT, extra: 1) } }",
        "{ dog { name(of: 1) } }",
        "{ dog { isHouseTrained(atOtherHomes: true) @include(unless: false) } }",
        "{ dog { doesKnowCommand(dogCommand: SIT, dogCommand: HEEL) } }",
    ],
    "required arguments": [
        "{ arguments { nonNullBooleanArgField } }",
        "{ arguments { nonNullBooleanArgField(nonNullBooleanArg: null) } }",
        "{ arguments { multipleRequirements(x: 1) } }",
        "{ dog { name @skip } }",
    ],
    "fragments": [
        "{ dog { ...f } } fragment f on Dog { name } fragment f on Dog { nickname }",
        "{ dog { ...f } } fragment f on NotInSchema { name }",
        "{ dog { ... on NotInSchema { name } } }",
        "{ dog { ...f } } fragment f on Int { something }",
        "{ dog { ... on Boolean { somethingElse } } }",
        "{ dog { ... on FindDogInput { name } } }",
        "{ dog { name } } fragment f on Dog { name }",
        "{ dog { ...f } } fragment f on Dog { name } fragment g on Dog { name }",
        "{ dog { ...undefinedFragment } }",
        "{ dog { ...f } } fragment f on Dog { name ...g } fragment g on Dog { barkVolume ...f }",
        "{ dog { ...f } } fragment f on Dog { ...f }",
        "{ dog { ...f } } fragment f on Dog { owner { ...g } } fragment g on Human { pets { ...f } }",
        "{ dog { ... on Cat { meowVolume } } }",
        "{ dog { ...f } } fragment f on Cat { name }",
        "{ human { ...f } } fragment f on Pet { name }",
        "{ catOrDog { ... on HumanOrAlien { __typename } } }",
        "{ pet { ... on Sentient { name } } }",
        "{ dog { ...f } } fragment f on Query { dog { name } }",
    ],
    "values": [
        '{ arguments { intArgField(intArg: "123") } }',
        "{ arguments { intArgField(intArg: 1.0) } }",
        "{ arguments { intArgField(intArg: 829384293849283498239482938) } }",
        f"{{ arguments {{ intArgField(intArg: {'9' * 5_000}) }} }}",
        "{ arguments { booleanArgField(booleanArg: 2) } }",
        '{ arguments { booleanArgField(booleanArg: "true") } }',
        "{ arguments { booleanArgField(booleanArg: TRUE) } }",
        '{ arguments { floatArgField(floatArg: "3.333") } }',
        "{ arguments { idArgField(idArg: 1.0) } }",
        "{ arguments { idArgField(idArg: SOMETHING) } }",
        '{ arguments { stringListArgField(stringListArg: ["a", 2]) } }',
        '{ arguments { matrix(rows: [["a"]]) } }',
        "{ booleanList(booleanListArg: [true, null]) }",
        "{ booleanList(booleanListArg: {b: true}) }",
        '{ dog { doesKnowCommand(dogCommand: "SIT") } }',
        "{ dog { doesKnowCommand(dogCommand: JUGGLE) } }",
        "{ dog { doesKnowCommand(dogCommand: 2) } }",
        "{ dog { doesKnowCommand(dogCommand: [SIT]) } }",
        "{ dog { doesKnowCommand(dogCommand: null) } }",
        '{ findDog(searchBy: { favoriteCookieFlavor: "Bacon" }) { name } }',
        '{ findDog(searchBy: { name: "Fido", name: "Fido" }) { name } }',
        '{ findDog(searchBy: "Fido") { name } }',
        "{ findDog(searchBy: { name: 1 }) { name } }",
        "{ complex(given: {number: 1}) }",
        "{ complex(given: {required: null}) }",
        "{ complex(given: {required: true, sure: null}) }",
        "{ complex(given: {required: true, words: [null]}) }",
        "{ complex(given: {required: true, inner: {}}) }",
        "{ arguments { one(of: {a: 1, b: 2}) } }",
        "{ arguments { one(of: {}) } }",
        "{ arguments { one(of: {a: null}) } }",
        "query q($a: Int) { arguments { one(of: {a: $a}) } }",
        'query q($a: Int = "1") { arguments { intArgField(intArg: $a) } }',
        "query q($a: Int! = null) { arguments { intArgField(intArg: $a) } }",
        "query q($a: FindDogInput = {nope: 1}) { findDog(searchBy: $a) { name } }",
    ],
    "directives": [
        "{ dog @unknown { name } }",
        "query @skip(if: true) { dog { name } }",
        "query @include(if: true) { dog { name } }",
        "{ dog { ...f } } fragment f on Dog @skip(if: true) { name }",
        "query q($a: Boolean! @skip(if: true)) { dog { name @skip(if: $a) } }",
        "{ dog { name @skip(if: true) @skip(if: false) } }",
        "{ dog { ... @include(if: true) @include(if: true) { name } } }",
        '{ dog { name @skip(if: "true") } }',
        "{ dog { name @skip(if: null) } }",
        "query q($a: Boolean) { dog { name @skip(if: $a) } }",
        "{ dog { name @deprecated } }",
    ],
    "variables": [
        "query q($a: DogCommand!, $a: DogCommand!) { dog { doesKnowCommand(dogCommand: $a) } }",
        "query q($a: Cat) { dog { name } }",
        "query q($a: Dog!) { dog { isHouseTrained(atOtherHomes: $a) } }",
        "query q($a: [[CatOrDog!]]!) { dog { isHouseTrained(atOtherHomes: $a) } }",
        "query q($a: Pet) { dog { isHouseTrained(atOtherHomes: $a) } }",
        "query q($a: Nope) { dog { isHouseTrained(atOtherHomes: $a) } }",
        "query q { dog { isHouseTrained(atOtherHomes: $a) } }",
        "{ dog { isHouseTrained(atOtherHomes: $a) } }",
        "query q($a: Boolean) { dog { ...f } } fragment f on Dog { isHouseTrained(atOtherHomes: $b) }",
        "query A($a: Boolean) { dog { ...f } } query B { dog { ...f } }"
        " fragment f on Dog { isHouseTrained(atOtherHomes: $a) }",
        "query q($a: Boolean) { dog { isHouseTrained } }",
        "query q($a: Boolean) { dog { ...f } } fragment f on Dog { isHouseTrained }",
        "query q($a: Boolean, $b: Int) { dog { isHouseTrained(atOtherHomes: $a) } }",
        "query q($a: Int) { arguments { booleanArgField(booleanArg: $a) } }",
        "query q($a: [Boolean]) { arguments { booleanArgField(booleanArg: $a) } }",
        "query q($a: Boolean) { arguments { nonNullBooleanArgField(nonNullBooleanArg: $a) } }",
        "query q($a: Boolean = null) { arguments { nonNullBooleanArgField(nonNullBooleanArg: $a) } }",
        "query q($a: [Boolean]) { arguments { booleanListArgField(booleanListArg: $a) } }",
        "query q($a: [Boolean]) { booleanList(booleanListArg: $a) }",
        "query q($a: Boolean) { booleanList(booleanListArg: $a) }",
        "query q($a: Boolean) { booleanList(booleanListArg: [$a]) }",
        "query q($a: Boolean) { complex(given: {required: $a}) }",
        "query q($a: String) { complex(given: {required: true, words: [$a]}) }",
        "query q($a: String) { complex(given: {required: true, number: $a}) }",
        "query q($a: Int) { arguments { matrix(rows: [$a]) } }",
        "query q($a: String!) { arguments { idArgField(idArg: $a) } }",
    ],
}
