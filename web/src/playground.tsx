import "./workers";
import "@graphiql/react/style.css";
import "@graphiql/plugin-doc-explorer/style.css";
import "@graphiql/plugin-explorer/style.css";
import "@graphiql/plugin-history/style.css";
import "graphiql/graphiql.css";
import "./playground.css";

import { explorerPlugin } from "@graphiql/plugin-explorer";
import { HISTORY_PLUGIN } from "@graphiql/plugin-history";
import { GraphiQL } from "graphiql";
import { createRoot } from "react-dom/client";

import { examples } from "./examples";
import { examplesPlugin } from "./ExamplesPanel";
import { fetcher } from "./fetcher";
import { LinkButton } from "./LinkButton";
import { shared } from "./link";
import { Fitting } from "./Fitting";

const plugins = [examplesPlugin, { ...explorerPlugin(), title: "Explorer" }, HISTORY_PLUGIN];

function Playground() {
  const { query, variables } = shared();
  return (
    <GraphiQL
      fetcher={fetcher}
      plugins={plugins}
      visiblePlugin={query ? undefined : examplesPlugin}
      defaultQuery={examples[0]?.query}
      initialQuery={query}
      initialVariables={variables}
      isHeadersEditorEnabled={false}
      showPersistHeadersSettings={false}
    >
      <GraphiQL.Logo>
        <a href="./">Tenge Trail</a>
      </GraphiQL.Logo>
      <GraphiQL.Toolbar>
        {({ prettify, merge, copy }) => (
          <>
            {prettify}
            {merge}
            {copy}
            <LinkButton />
          </>
        )}
      </GraphiQL.Toolbar>
      <Fitting />
    </GraphiQL>
  );
}

addEventListener("hashchange", () => location.reload()); // a link pasted into the address bar of this page

const root = document.getElementById("playground");
if (root) {
  createRoot(root).render(<Playground />);
}
