import { pick, useGraphiQL } from "@graphiql/react";
import { useEffect } from "react";

import { isNarrow } from "./narrow";

const BREAK_AFTER = " \t,;/})]"; // not after a full stop: amounts stay in one piece

/** Breaks long lines of query and answer, so that nothing is cut at any width. */
export function Fitting() {
  const editors = useGraphiQL(pick("queryEditor", "variableEditor", "responseEditor"));
  useEffect(() => {
    const room = isNarrow() ? ({ lineNumbers: "off", folding: false } as const) : {};
    for (const editor of Object.values(editors)) {
      editor?.updateOptions({ wordWrap: "on", wordWrapBreakAfterCharacters: BREAK_AFTER, ...room });
    }
  }, [editors]);
  return null;
}
