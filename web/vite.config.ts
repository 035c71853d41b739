import { defineConfig } from "vite";

export default defineConfig({
  base: "./", // works at any address, also below a path
  resolve: {
    alias: {
      "monaco-editor/esm/vs/editor/edcore.main.js": "/src/editor.ts",
      "prettier/standalone": "/src/prettify.ts",
      "prettier/parser-babel": "/src/prettify.ts",
      "prettier/plugins/estree": "/src/prettify.ts",
      "prettier/parser-graphql": "prettier/plugins/graphql",
    },
  },
  worker: { format: "es" },
  build: {
    outDir: "../api/static",
    emptyOutDir: true,
    target: "es2022",
    assetsInlineLimit: 0, // the Content-Security-Policy allows no fonts inside of style sheets
    chunkSizeWarningLimit: 4000, // kB: a code editor is large
    modulePreload: { polyfill: false },
    license: { fileName: "licences.md" },
    rolldownOptions: {
      input: ["index.html", "playground.html"],
      output: {
        // Apart from ours, so that their names, and what browsers keep of them, outlast changes to our own files.
        codeSplitting: {
          groups: [
            { name: "editor", test: /node_modules\/monaco-/, priority: 1 },
            { name: "libraries", test: /node_modules\/(?!prettier)/ },
          ],
        },
      },
      checks: { moduleLevelDirective: false }, // "use client" means something to servers that render, not here
    },
  },
});
