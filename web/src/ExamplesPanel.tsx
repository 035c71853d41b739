import { type GraphiQLPlugin, pick, useGraphiQL, useGraphiQLActions } from "@graphiql/react";

import { type Example, examples } from "./examples";
import { isNarrow } from "./narrow";

export const examplesPlugin: GraphiQLPlugin = {
  title: "Examples",
  icon: () => (
    <svg viewBox="0 0 24 24" fill="none" stroke="currentColor" strokeWidth="1.5" aria-hidden="true">
      <path d="M9 18h6m-5 3h4M12 3a6 6 0 0 0-3.5 10.9c.6.5 1 1.2 1 2V16h5v-.1c0-.8.4-1.5 1-2A6 6 0 0 0 12 3Z" />
    </svg>
  ),
  content: ExamplesPanel,
};

function ExamplesPanel() {
  const { ready, open } = useOpen();
  const groups = Map.groupBy(examples, (example) => example.group);
  return (
    <section aria-label="Examples" className="examples">
      <h2>Examples</h2>
      <p>Choose a question to see how it is asked and what the answer is. Then change it.</p>
      {[...groups].map(([group, members]) => (
        <section key={group}>
          <h3>{group}</h3>
          <ul>
            {members.map((example) => (
              <li key={example.operation}>
                <button type="button" disabled={!ready} onClick={() => open(example)}>
                  {example.question}
                </button>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </section>
  );
}

/** Opens an example in a tab of its own and asks it. */
function useOpen() {
  const { addTab, changeTab, run, setOperationName, setVisiblePlugin, updateActiveTabValues } = useGraphiQLActions();
  const { queryEditor, variableEditor, tabs } = useGraphiQL(pick("queryEditor", "variableEditor", "tabs"));
  const open = (example: Example) => {
    const opened = tabs.findIndex((tab) => tab.query === example.query);
    if (opened >= 0) {
      changeTab(opened);
    } else {
      addTab();
      queryEditor?.setValue(example.query);
    }
    variableEditor?.setValue(example.variables);
    if (example.variables) {
      showVariables();
    }
    updateActiveTabValues({ query: example.query, variables: example.variables }); // at once: the history reads it
    setOperationName(example.operation);
    if (isNarrow()) {
      setVisiblePlugin(null); // the panel covers what it opened
    }
    void run();
  };
  return { ready: queryEditor && variableEditor, open };
}

function showVariables() {
  // The pane has no other handle: this is the tab that a person would press, and pressing it again hides nothing.
  document.querySelector<HTMLButtonElement>('.graphiql-editor-tools [data-name="variables"]')?.click();
}
