import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { readIfThere, writePrivateFile } from "../private-file.ts";

/** What DIR remembers of its database server, in `postgres.json` (mode 0600). */
export type ClusterRecord = { dataFolder: string; port: number; password: string; adminPassword: string };

const fileIn = (dir: string) => join(dir, "postgres.json");
const newPassword = () => randomBytes(24).toString("base64url");

export function readRecord(dir: string): ClusterRecord | null {
  const text = readIfThere(fileIn(dir));
  return text === null ? null : JSON.parse(text);
}

export function writeRecord(dir: string, record: ClusterRecord): void {
  writePrivateFile(fileIn(dir), `${JSON.stringify(record, null, 2)}\n`);
}

export function newRecord(dataFolder: string): ClusterRecord {
  return { dataFolder, port: 0, password: newPassword(), adminPassword: newPassword() };
}
