import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

// React's server condition would do the same for all packages at once, but then no component renders to markup in a test.
const resolve = {
  alias: [
    { find: /^@\//, replacement: at("./") },
    { find: /^server-only$/, replacement: at("node_modules/server-only/empty.js") },
    { find: /^next-intl\/server$/, replacement: at("node_modules/next-intl/dist/esm/production/server.react-server.js") },
    { find: /^next-intl\/config$/, replacement: at("i18n/request.ts") },
  ],
};

// next-intl imports Next by paths without endings, which Node alone does not resolve.
const server = { deps: { inline: ["next-intl"] } };
const exclude = ["**/node_modules/**", "**/.next/**", "**/.data/**", "e2e/**"];

export default defineConfig({
  test: {
    projects: [
      {
        resolve,
        test: {
          name: "unit",
          environment: "node",
          server,
          include: ["**/*.test.{ts,tsx}"],
          exclude: [...exclude, "**/*.integration.test.ts"],
        },
      },
      {
        resolve,
        test: {
          name: "integration",
          environment: "node",
          server,
          include: ["**/*.integration.test.ts"],
          exclude,
          globalSetup: ["scripts/test/cluster.ts"],
          setupFiles: ["scripts/test/own-database.ts"],
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
