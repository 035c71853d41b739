// PostGraphile as its manual has it for production, on our own tables: DATABASE_URL, PORT.
import { makePgService } from "postgraphile/adaptors/pg";
import { PostGraphileAmberPreset } from "postgraphile/presets/amber";
import { jsonPgSmartTags } from "postgraphile/utils";
import { PostGraphileConnectionFilterPreset } from "postgraphile-plugin-connection-filter";

// What a developer who knows the data would add: links that end in the tables that they mean, not in the register of
// all records, whose name is also that of the interface which PostGraphile makes.
const tags = {
  version: 1,
  config: {
    class: {
      node: { tags: { behavior: "-*" } },
      funding_link: {
        tags: {
          foreignKey: ["(payer_id) references budget_line (id)|@fieldName line|@foreignFieldName links",
                       "(payee_id) references process (id)|@fieldName process"],
        },
      },
      "peer.contract_group": {
        tags: { foreignKey: "(buyer_id) references public.organization (id)|@fieldName buyer" },
      },
    },
    attribute: {
      "activity.amount_currency": { tags: { behavior: "+filterBy" } },
      "lot.value_currency": { tags: { behavior: "+filterBy" } },
    },
  },
};

export default {
  extends: [PostGraphileAmberPreset, PostGraphileConnectionFilterPreset],
  plugins: [jsonPgSmartTags(tags)],
  disablePlugins: ["NodePlugin"],
  pgServices: [makePgService({ connectionString: process.env.DATABASE_URL, schemas: ["public", "peer"] })],
  grafserv: { port: Number(process.env.PORT), host: "127.0.0.1", watch: false, graphiql: false, outputDataAsString: true },
  grafast: { explain: false },
};
