import type { TestProject } from "vitest/node";
import { startTestServer } from "./server.ts";

declare module "vitest" {
  interface ProvidedContext {
    url: string;
    adminUrl: string;
  }
}

/** Before the integration tests: one server for all of them. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startTestServer();
  project.provide("url", server.url);
  project.provide("adminUrl", server.adminUrl);
  return server.stop;
}
