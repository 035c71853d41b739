declare module "prettier/standalone.mjs" {
  export * from "prettier/standalone";
}
