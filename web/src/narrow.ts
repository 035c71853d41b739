/** Is the window as narrow as that of a phone? The style sheet breaks at the same width. */
export function isNarrow(): boolean {
  return matchMedia("(max-width: 760px)").matches;
}
