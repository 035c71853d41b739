import { applyEdits, format as indent } from "jsonc-parser";
import type { Options } from "prettier";

/** Formats as Prettier does, which for the JSON of variables would bring a whole JavaScript parser along. */
export async function format(text: string, options: Options): Promise<string> {
  if (options.parser === "graphql") {
    const prettier = await import("prettier/standalone.mjs");
    return prettier.format(text, options);
  }
  return applyEdits(text, indent(text, undefined, { tabSize: 2, insertSpaces: true }));
}
