import { Agent, request as send } from "node:http";
import { setTimeout as wait } from "node:timers/promises";
import type { Demonstration } from "./demonstration.ts";

export type Answer = { status: number; bytes: number; milliseconds: number };

/** Somebody signed in, on one connection that stays open. */
export type Visitor = { get(path: string): Promise<Answer> };

type Sent = Answer & { headers: Record<string, string | string[] | undefined> };

const agent = new Agent({ keepAlive: true });

function exchange(url: string, method: string, headers: Record<string, string>, body = ""): Promise<Sent> {
  return new Promise((resolve, reject) => {
    const begin = performance.now();
    const request = send(url, { agent, method, headers }, (response) => {
      let bytes = 0;
      response.on("data", (chunk: Buffer) => (bytes += chunk.length));
      response.on("error", reject);
      response.on("end", () =>
        resolve({ status: response.statusCode ?? 0, bytes, milliseconds: performance.now() - begin, headers: response.headers }),
      );
    });
    request.on("error", reject);
    request.end(body);
  });
}

export async function signIn({ baseUrl, accounts }: Demonstration, role: string): Promise<Visitor> {
  const account = accounts.find((one) => one.role === role);
  if (!account) throw new Error(`The demonstration has no account for the role ${role}.`);
  const body = JSON.stringify({ email: account.email, password: account.password });
  const headers = { origin: baseUrl, "content-type": "application/json", accept: "application/json" };
  const answer = await exchange(`${baseUrl}/api/v1/session`, "POST", headers, body);
  const cookie = [answer.headers["set-cookie"] ?? []]
    .flat()
    .map((line) => line.split(";")[0])
    .join("; ");
  if (answer.status >= 400 || !cookie) throw new Error(`Signing in as ${role} was answered with ${answer.status}.`);
  return {
    async get(path) {
      for (;;) {
        const found = await exchange(baseUrl + path, "GET", {
          cookie,
          accept: path.startsWith("/api/") ? "application/json" : "text/html",
        });
        if (found.status === 200) return found;
        if (found.status !== 429) throw new Error(`${path} was answered to ${role} with ${found.status}.`);
        await wait(Number(found.headers["retry-after"] ?? 5) * 1000);
      }
    },
  };
}
