import { pick, ToolbarButton, useGraphiQL } from "@graphiql/react";
import { useState } from "react";

import { share } from "./link";

const ASK = "Copy a link to this query";

export function LinkButton() {
  const { queryEditor, variableEditor } = useGraphiQL(pick("queryEditor", "variableEditor"));
  const [label, setLabel] = useState(ASK);
  const copy = async () => {
    const copied = await share(queryEditor?.getValue() ?? "", variableEditor?.getValue() ?? "");
    setLabel(copied ? "The link is copied" : "The link stands in the address bar");
    setTimeout(() => setLabel(ASK), 3000);
  };
  return (
    <ToolbarButton label={label} onClick={() => void copy()}>
      <svg viewBox="0 0 24 24" className="graphiql-toolbar-icon" aria-hidden="true">
        <path d={label === ASK ? CHAIN : TICK} fill="none" stroke="currentColor" strokeWidth="2" strokeLinecap="round" />
      </svg>
    </ToolbarButton>
  );
}

const CHAIN =
  "M10 14a4.5 4.5 0 0 0 6.4 0l3.2-3.2a4.5 4.5 0 0 0-6.4-6.4L12 5.6M14 10a4.5 4.5 0 0 0-6.4 0l-3.2 3.2a4.5 4.5 0 0 0 6.4 6.4L12 18.4";
const TICK = "M4 13l5 5L20 7";
