import type { Fetcher } from "@graphiql/toolkit";

/** Asks the server that this page came from. */
export const fetcher: Fetcher = async (question) => {
  try {
    const response = await fetch("graphql", {
      method: "POST",
      // Named alone, this type also brings the errors of a wrong query as 200, which the browser does not log as a failure.
      headers: { "Content-Type": "application/json", Accept: "application/json" },
      body: JSON.stringify(question),
    });
    return await response.json();
  } catch {
    return { errors: [{ message: "The server does not answer. Try again in a moment." }] };
  }
};
