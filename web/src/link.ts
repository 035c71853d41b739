// A link carries the query behind the "#", which browsers keep to themselves: no server sees or stores it.

/** What the address of this page brings along. */
export function shared(): { query?: string | undefined; variables?: string | undefined } {
  return Object.fromEntries(new URLSearchParams(location.hash.slice(1)));
}

/** Puts the query into the address of this page and copies that; false if the browser does not let us copy. */
export async function share(query: string, variables: string): Promise<boolean> {
  const parts = new URLSearchParams(variables.trim() ? { query, variables } : { query });
  history.replaceState(null, "", `#${parts}`);
  try {
    await navigator.clipboard.writeText(location.href);
    return true;
  } catch {
    return false; // for example on a page without TLS, where there is no clipboard
  }
}
