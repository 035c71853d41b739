// The examples are files, one question each, which the tests ask too.
const queries = import.meta.glob<string>("../examples/*/*.graphql", { query: "?raw", import: "default", eager: true });
const variables = import.meta.glob<string>("../examples/*/*.json", { query: "?raw", import: "default", eager: true });

export interface Example {
  /** The folder's name, as a title. */
  group: string;
  /** The comment at the head of the file: what is asked, in plain words. */
  question: string;
  query: string;
  operation: string;
  /** JSON text, or nothing. */
  variables: string;
}

/** All examples in the order of their numbers. */
export const examples: Example[] = Object.entries(queries)
  .sort(([one], [other]) => (file(one) < file(other) ? -1 : 1))
  .map(([path, query]) => ({
    group: title(path.split("/").at(-2) ?? ""),
    question: question(query),
    query,
    operation: /^query (\w+)/m.exec(query)?.[1] ?? "",
    variables: variables[path.replace(".graphql", ".json")] ?? "",
  }));

function file(path: string): string {
  return path.slice(path.lastIndexOf("/"));
}

function title(folder: string): string {
  return folder.charAt(0).toUpperCase() + folder.slice(1).replaceAll("-", " ");
}

function question(query: string): string {
  const [comment = ""] = /^(#.*\n)+/.exec(query) ?? [];
  return comment.replace(/^# ?/gm, "").trim().replaceAll("\n", " ");
}
