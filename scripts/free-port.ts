import { createServer } from "node:net";

function canListen(port: number, host: string): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", (error: NodeJS.ErrnoException) => {
      // A machine without IPv6 cannot have the port taken there.
      resolve(error.code === "EADDRNOTAVAIL" || error.code === "EAFNOSUPPORT");
    });
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(true)));
  });
}

/** "localhost" means either loopback address to a browser, so a port counts as free only when nobody listens on one of them. */
export async function isPortFree(port: number, host = "127.0.0.1"): Promise<boolean> {
  for (const address of new Set([host, "127.0.0.1", "::1"])) if (!(await canListen(port, address))) return false;
  return true;
}

/** The first free port from `first` on. */
export async function nextFreePort(first: number, host?: string): Promise<number> {
  for (let port = first; port <= 65_535; port += 1) if (await isPortFree(port, host)) return port;
  throw new Error(`No port from ${first} on is free.`);
}

/** Any free port, as the system picks it. */
export function anyFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen({ port: 0, host: "127.0.0.1" }, () => {
      const address = server.address();
      server.close(() => (address && typeof address === "object" ? resolve(address.port) : reject(new Error("No free port."))));
    });
  });
}
