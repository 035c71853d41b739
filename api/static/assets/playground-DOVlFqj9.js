import{a as e}from"./rolldown-runtime-BWaJ3C7D.js";import{Q as t,X as n,Z as r}from"./editor-DUXxzS6q.js";import{a as i,c as a,d as o,f as s,i as c,n as l,o as u,r as d,s as f,t as p}from"./libraries-CpEHWeHi.js";Object.assign(globalThis,{MonacoEnvironment:{getWorker(e,i){switch(i){case`json`:return new r;case`graphql`:return new n;default:return new t}}}});var ee=c(),te=`# Which state programmes are here, for which years, and how much money was published for each?
query Programmes {
  programmes(orderBy: { field: TOTAL, direction: DESC }) {
    nodes {
      slug
      title
      periodStart { value }
      periodEnd { value }
      total { amount currency }
    }
  }
}
`,ne=`# From the 270 billion down to a contract: where did the money go, as far as anybody says?
query WayDown {
  programme(slug: "kz-extremism-2018-2022") {
    total { amount currency }
    activities(orderBy: { field: AMOUNT, direction: DESC }) {
      nodes {
        title
        amount { amount }
        processes(first: 5) {
          nodes {
            title
            buyer { name }
            tender { status }
            contracts(first: 5) { nodes { signedOn { value } suppliers(first: 5) { nodes { name } } } }
          }
        }
      }
    }
  }
}
`,re=`# From one contract back up to the programme: who was to pay for it, and how do we know?
query WayUp {
  contract(slug: "kz-sko-2017/guides/contract") {
    value { amount currency }
    suppliers { nodes { name } }
    award {
      basis
      lots { nodes { title value { amount } } }
      tender { value { amount } }
    }
    process {
      buyer { name }
      paidBy { nodes { basis explanation } }
      programmes { nodes { title total { amount } } }
    }
  }
}
`,ie=`# Where does a figure come from? Each stands in a line of a source, with the words that are printed there.
query Evidence {
  lot(slug: "kz-sko-2017/guides") {
    title
    value { amount currency }
    claims {
      code
      kind
      printed
      statement
      citation { locator source { title publisher url } }
    }
  }
}
`,ae=`# What was the ministry for religious affairs called, from when to when, and what happened to it?
query NamesOverTime {
  organization(slug: "kz-ministry-religious-social") {
    in2017: name(on: "2017-06-01")
    in2018: name(on: "2018-12-31")
    names(kind: OFFICIAL, lang: EN) { text from { value } to { value } }
    changeEvents(orderBy: { field: OCCURRED_ON }) { nodes { kind occurredOn { value } description } }
    successors { name }
  }
}
`,oe=`# Who is meant in an old document? Look a body up by any name that it ever had, in any language.
query OldName {
  english: organizations(filter: { name: { eq: "Ministry of Social Development" } }) {
    nodes { slug name dissolvedOn { value } successors { name } }
  }
  russian: organizations(filter: { name: { eq: "Министерство общественного развития" } }) {
    nodes { slug }
  }
  place: territories(filter: { name: { eq: "South Kazakhstan region" } }) {
    nodes { slug name }
  }
}
`,m=`# Where is it? Search any name that a thing ever had, in any script, with a typing error: try "Дін", "402.55".
query Search($words: String!) {
  search(query: $words, first: 5) {
    totalCount
    nodes {
      kind
      label
      field
      text
      mended
      record { slug ... on Organization { successors { name } } }
    }
  }
}
`,h=`# What is it called in its own languages? The first language in which there is a wording is taken, and named.
query Languages {
  programme(slug: "kz-extremism-2018-2022") {
    text(lang: [KK, RU]) { value language kind citation { source { publisher url } } }
    english: text { value language kind }
  }
  territory(slug: "kz-turkestan") {
    name
    text(lang: [KK, RU]) { value language kind }
  }
}
`,g=`# One query for many values: they stand in the pane "Variables", apart from the text.
query Bought($buyer: String!, $atLeast: Decimal!, $first: Int = 5) {
  lots(
    filter: { value: { gte: $atLeast, currency: KZT }, tender: { process: { buyer: { slug: { eq: $buyer } } } } }
    orderBy: { field: VALUE, direction: DESC }
    first: $first
  ) {
    totalCount
    nodes { slug value { amount currency } tender { publishedOn { value } } }
  }
}
`,_=`# Read a long list in pages: give endCursor to "after" until hasNextPage is false.
query Pages($after: String) {
  lots(first: 3, after: $after, filter: { status: { eq: COMPLETE } }) {
    totalCount
    pageInfo { hasNextPage endCursor }
    nodes { slug status }
  }
}
`,v=`# Combine conditions with and, or, not; a condition on a list fits if one of its records does.
query Filters {
  processes(
    filter: {
      territory: { name: { eq: "Turkestan region" } }
      or: [{ awards: { suppliers: { kind: { eq: ASSOCIATION } } } }, { tender: { value: { isNull: true } } }]
      not: { paidBy: { basis: { eq: STATED } } }
    }
  ) {
    nodes { slug awards { totalCount } tender { status value { amount } } }
  }
}
`,y=`# Where a field may hold several kinds of records, ask for each kind what it has.
query Kinds {
  changeEvents(filter: { kind: { eq: RENAME } }, orderBy: { field: OCCURRED_ON }) {
    nodes {
      slug
      occurredOn { value precision }
      participants {
        role
        participant {
          __typename
          slug
          ... on Organization { kind name }
          ... on Territory { level name }
        }
      }
    }
  }
}
`,b=`# Every record has an id that stays the same when the data are loaded anew; ask for several at once.
query NodesById {
  nodes(
    ids: [
      "50726f6772616d6d653a6b7a2d65787472656d69736d2d323031382d32303232"
      "4f7267616e697a6174696f6e3a6b7a2d6b6e62"
    ]
  ) {
    __typename
    id
    slug
    ... on Programme { title }
    ... on Organization { name }
  }
}
`,x=`# Which data are these, whose, in which revision, and under which licence?
query Data {
  dataset {
    name
    title
    publisher
    licence
    revision
  }
}
`,S=`# The schema describes itself: every type, field and argument says what it is.
query Schema {
  __type(name: "Money") {
    description
    fields { name description type { kind name ofType { name } } }
  }
}
`,C=`# What became of the twenty lots that the region bought in 2017, and who got the largest one?
query LotsOf2017 {
  tender(slug: "kz-sko-2017") {
    value { amount currency }
    lots { totalCount }
    complete: lots(filter: { status: { eq: COMPLETE } }) { totalCount }
    unsuccessful: lots(filter: { status: { eq: UNSUCCESSFUL } }, first: 1) {
      totalCount
      nodes { statusReason }
    }
    largest: lots(first: 1, orderBy: { field: VALUE, direction: DESC }) {
      nodes {
        title
        value { amount }
        awards { nodes { value { amount } suppliers { nodes { name } } } }
      }
    }
  }
}
`,w=`# Who was chosen, and for how much? MORE_THAN means that the source prints "over" before the figure.
query Awards {
  awards(orderBy: { field: VALUE, direction: DESC }) {
    totalCount
    nodes {
      value { amount currency qualifier }
      basis
      suppliers { nodes { name } }
      lots { nodes { title } }
    }
  }
}
`,T=`# What did one association win, and from whom?
query OneSupplier {
  organization(slug: "halkyma-tagzym") {
    name
    kind
    foundedOn { value }
    contracts {
      nodes {
        title
        value { amount currency }
        process { title buyer { name } territory { name } }
      }
    }
  }
}
`,E=`# Who was awarded how much of the twenty lots of 2017? The largest two, and all others in one row.
query WhoGotIt {
  awards(filter: { tender: { slug: { eq: "kz-sko-2017" } } }) {
    sum { amount currency lowerBound }
    groups(by: [SUPPLIER], first: 2) {
      supplier { name }
      suppliers { name }
      count
      unknownAmounts
      sum { amount currency lowerBound }
      isRest
    }
  }
}
`,D=`# Which tenders were called off, for how much, and why? No amount means that none is published, not zero.
query DroppedTenders {
  tenders(filter: { status: { eq: CANCELLED } }) {
    nodes {
      title
      publishedOn { value }
      value { amount currency }
      statusDetails
      process { buyer { name } territory { name } }
    }
  }
}
`,O=`# What was put out to tender, by year and by what became of it? Sums of two currencies are never added.
query TendersByYear {
  tenders {
    totalCount
    groups(by: [YEAR, STATUS]) {
      year
      status
      count
      unknownAmounts
      sum { amount currency lowerBound }
    }
  }
}
`,k=`# For what in the programme of 2018 is no sum published at all?
query NoAmount {
  programme(slug: "kz-extremism-2018-2022") {
    activities { totalCount }
    withoutAmount: activities(filter: { amount: { isNull: true } }) {
      totalCount
      nodes { title description }
    }
  }
}
`,A=`# How did the total of the programme change from its draft to its adoption?
query DraftAndAdopted {
  programme(slug: "kz-extremism-2018-2022") {
    versions(orderBy: { field: DATED }) {
      nodes {
        kind
        title
        dated { value }
        total { amount currency qualifier }
        citation { locator source { publisher } }
      }
    }
  }
}
`,j=`# Which spending is tied to a programme only by inference, and what speaks for it?
query DoubtfulLinks {
  programmes {
    nodes {
      slug
      pays(filter: { basis: { eq: INFERRED } }) {
        totalCount
        nodes { payee { slug } explanation citation { locator } }
      }
    }
  }
}
`,M=`# Which dollar figures does the article print, and which tenge figure does each convert?
query PrintedDollars {
  claims(filter: { converts: { isNull: false }, citation: { source: { slug: { eq: "cabar-2020" } } } }) {
    totalCount
    nodes {
      printed
      value { amount currency }
      converts { printed value { amount currency } }
    }
  }
}
`,N=`# How much of the 270 billion can be followed, along which links, and what is left over?
query Coverage {
  programme(slug: "kz-extremism-2018-2022") {
    total { amount currency }
    coverage(basis: INFERRED) {
      traced { amount lowerBound }
      residual { amount }
      percent
      excluded { amount }
      unknownAmounts
      branches {
        record { slug }
        amount { amount }
        stage
        basis
        included
        exclusion
        overlaps
      }
    }
    onlyStated: coverage(basis: STATED) { traced { amount } percent }
  }
}
`,P=`# Where did the money of 2013-2017 go? Nodes and links for a chart; what cannot be followed is a node too.
query MoneyFlow {
  programme(slug: "kz-extremism-2013-2017") {
    moneyFlow(basis: INFERRED, depth: 3) {
      currency
      nodes { key kind label level amount { amount } carried }
      links { source target amount { amount } basis }
    }
  }
}
`,F=`# What did this ministry have to do with, under its own name and whatever it was called before?
query WhateverItWasCalled {
  organization(slug: "kz-misd") {
    name
    lineage { relation generation passed member { slug ... on Organization { name } } }
    underThisName: totals { role stage count sum { amount } }
    withItsLineage: totals(lineage: true) { role stage count sum { amount currency } unknownAmounts }
  }
}
`,I=`# From one contract up to the programme: what share of the total is it, and how sure is each step?
query Path {
  contract(slug: "kz-sko-2017/guides/contract") {
    suppliers { nodes { name } }
    path { kind slug amount { amount } basis percentOfTotal }
  }
}
`,L=`# What is the total in dollars: as the article prints it, and at the average rate of a year?
query Dollars {
  programme(slug: "kz-extremism-2018-2022") {
    total {
      amount
      published { amount currency impliedRate claim { printed citation { locator } } }
      at2018: in(currency: USD, rate: { basis: ANNUAL_AVERAGE, year: 2018 }) {
        amount
        rate { value year source }
      }
      at2019: in(currency: USD, rate: { basis: ANNUAL_AVERAGE, year: 2019 }) { amount }
    }
  }
}
`,se=`# Where does the source contradict itself, and on which lines?
query Contradictions {
  findings(filter: { severity: { eq: ERROR } }, orderBy: { field: NUMBER }) {
    nodes {
      code
      title
      expected
      found
      claims { code printed citation { locator } }
    }
  }
}
`,R=`# What is withheld from the public, and how do we know?
query Withheld {
  programme(slug: "kz-extremism-2018-2022") {
    disclosure { state rationale claims { code statement } }
    planned: observation(indicator: "activities-planned") { value unit }
    specific: observation(indicator: "activities-of-specific-nature") { value }
    withoutAmount: activities(filter: { amount: { isNull: true } }) {
      nodes { title disclosures { field state } }
    }
  }
}
`,z=`{ "words": "relgious affairs" }
`,B=`{
  "buyer": "sko-religious-research-centre",
  "atLeast": "10000000"
}
`,V=Object.assign({"../examples/first-steps/01-programmes.graphql":te,"../examples/first-steps/02-way-down.graphql":ne,"../examples/first-steps/03-way-up.graphql":re,"../examples/first-steps/04-evidence.graphql":ie,"../examples/first-steps/05-names-over-time.graphql":ae,"../examples/first-steps/06-old-name.graphql":oe,"../examples/first-steps/07-search.graphql":m,"../examples/first-steps/08-languages.graphql":h,"../examples/for-developers/26-variables.graphql":g,"../examples/for-developers/27-pages.graphql":_,"../examples/for-developers/28-filters.graphql":v,"../examples/for-developers/29-kinds.graphql":y,"../examples/for-developers/30-nodes-by-id.graphql":b,"../examples/for-developers/31-dataset.graphql":x,"../examples/for-developers/32-schema.graphql":S,"../examples/questions-about-money/09-lots-of-2017.graphql":C,"../examples/questions-about-money/10-awards.graphql":w,"../examples/questions-about-money/11-one-supplier.graphql":T,"../examples/questions-about-money/12-who-got-it.graphql":E,"../examples/questions-about-money/13-dropped-tenders.graphql":D,"../examples/questions-about-money/14-tenders-by-year-and-status.graphql":O,"../examples/questions-about-money/15-no-amount.graphql":k,"../examples/questions-about-money/16-draft-and-adopted.graphql":A,"../examples/questions-about-money/17-doubtful-links.graphql":j,"../examples/questions-about-money/18-printed-dollars.graphql":M,"../examples/questions-about-money/19-coverage.graphql":N,"../examples/questions-about-money/20-money-flow.graphql":P,"../examples/questions-about-money/21-whatever-it-was-called.graphql":F,"../examples/questions-about-money/22-path.graphql":I,"../examples/questions-about-money/23-dollars.graphql":L,"../examples/questions-about-money/24-contradictions.graphql":se,"../examples/questions-about-money/25-withheld.graphql":R}),H=Object.assign({"../examples/first-steps/07-search.json":z,"../examples/for-developers/26-variables.json":B}),U=Object.entries(V).sort(([e],[t])=>W(e)<W(t)?-1:1).map(([e,t])=>({group:G(e.split(`/`).at(-2)??``),question:K(t),query:t,operation:/^query (\w+)/m.exec(t)?.[1]??``,variables:H[e.replace(`.graphql`,`.json`)]??``}));function W(e){return e.slice(e.lastIndexOf(`/`))}function G(e){return e.charAt(0).toUpperCase()+e.slice(1).replaceAll(`-`,` `)}function K(e){let[t=``]=/^(#.*\n)+/.exec(e)??[];return t.replace(/^# ?/gm,``).trim().replaceAll(`
`,` `)}function q(){return matchMedia(`(max-width: 760px)`).matches}var J=s(),Y={title:`Examples`,icon:()=>(0,J.jsx)(`svg`,{viewBox:`0 0 24 24`,fill:`none`,stroke:`currentColor`,strokeWidth:`1.5`,"aria-hidden":`true`,children:(0,J.jsx)(`path`,{d:`M9 18h6m-5 3h4M12 3a6 6 0 0 0-3.5 10.9c.6.5 1 1.2 1 2V16h5v-.1c0-.8.4-1.5 1-2A6 6 0 0 0 12 3Z`})}),content:ce};function ce(){let{ready:e,open:t}=le(),n=Map.groupBy(U,e=>e.group);return(0,J.jsxs)(`section`,{"aria-label":`Examples`,className:`examples`,children:[(0,J.jsx)(`h2`,{children:`Examples`}),(0,J.jsx)(`p`,{children:`Choose a question to see how it is asked and what the answer is. Then change it.`}),[...n].map(([n,r])=>(0,J.jsxs)(`section`,{children:[(0,J.jsx)(`h3`,{children:n}),(0,J.jsx)(`ul`,{children:r.map(n=>(0,J.jsx)(`li`,{children:(0,J.jsx)(`button`,{type:`button`,disabled:!e,onClick:()=>t(n),children:n.question})},n.operation))})]},n))]})}function le(){let{addTab:e,changeTab:t,run:n,setOperationName:r,setVisiblePlugin:i,updateActiveTabValues:o}=f(),{queryEditor:s,variableEditor:c,tabs:l}=u(a(`queryEditor`,`variableEditor`,`tabs`));return{ready:s&&c,open:a=>{let u=l.findIndex(e=>e.query===a.query);u>=0?t(u):(e(),s?.setValue(a.query)),c?.setValue(a.variables),a.variables&&ue(),o({query:a.query,variables:a.variables}),r(a.operation),q()&&i(null),n()}}}function ue(){document.querySelector(`.graphiql-editor-tools [data-name="variables"]`)?.click()}var de=async e=>{try{return await(await fetch(`graphql`,{method:`POST`,headers:{"Content-Type":`application/json`,Accept:`application/json`},body:JSON.stringify(e)})).json()}catch{return{errors:[{message:`The server does not answer. Try again in a moment.`}]}}},X=e(o(),1);function fe(){return Object.fromEntries(new URLSearchParams(location.hash.slice(1)))}async function pe(e,t){let n=new URLSearchParams(t.trim()?{query:e,variables:t}:{query:e});history.replaceState(null,``,`#${n}`);try{return await navigator.clipboard.writeText(location.href),!0}catch{return!1}}var Z=`Copy a link to this query`;function me(){let{queryEditor:e,variableEditor:t}=u(a(`queryEditor`,`variableEditor`)),[n,r]=(0,X.useState)(Z),o=async()=>{let n=await pe(e?.getValue()??``,t?.getValue()??``);r(n?`The link is copied`:`The link stands in the address bar`),setTimeout(()=>r(Z),3e3)};return(0,J.jsx)(i,{label:n,onClick:()=>void o(),children:(0,J.jsx)(`svg`,{viewBox:`0 0 24 24`,className:`graphiql-toolbar-icon`,"aria-hidden":`true`,children:(0,J.jsx)(`path`,{d:n===Z?Q:he,fill:`none`,stroke:`currentColor`,strokeWidth:`2`,strokeLinecap:`round`})})})}var Q=`M10 14a4.5 4.5 0 0 0 6.4 0l3.2-3.2a4.5 4.5 0 0 0-6.4-6.4L12 5.6M14 10a4.5 4.5 0 0 0-6.4 0l-3.2 3.2a4.5 4.5 0 0 0 6.4 6.4L12 18.4`,he=`M4 13l5 5L20 7`,ge=` 	,;/})]`;function _e(){let e=u(a(`queryEditor`,`variableEditor`,`responseEditor`));return(0,X.useEffect)(()=>{let t=q()?{lineNumbers:`off`,folding:!1}:{};for(let n of Object.values(e))n?.updateOptions({wordWrap:`on`,wordWrapBreakAfterCharacters:ge,...t})},[e]),null}var ve=[Y,{...d(),title:`Explorer`},l];function ye(){let{query:e,variables:t}=fe();return(0,J.jsxs)(p,{fetcher:de,plugins:ve,visiblePlugin:e?void 0:Y,defaultQuery:U[0]?.query,initialQuery:e,initialVariables:t,isHeadersEditorEnabled:!1,showPersistHeadersSettings:!1,children:[(0,J.jsx)(p.Logo,{children:(0,J.jsx)(`a`,{href:`./`,children:`Tenge Trail`})}),(0,J.jsx)(p.Toolbar,{children:({prettify:e,merge:t,copy:n})=>(0,J.jsxs)(J.Fragment,{children:[e,t,n,(0,J.jsx)(me,{})]})}),(0,J.jsx)(_e,{})]})}addEventListener(`hashchange`,()=>location.reload());var $=document.getElementById(`playground`);$&&(0,ee.createRoot)($).render((0,J.jsx)(ye,{}));