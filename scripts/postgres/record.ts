import { randomBytes } from "node:crypto";
import { dirname, join } from "node:path";
import { readIfThere, writePrivateFile } from "../private-file.ts";

/** What DIR remembers of its database server, in `postgres.json` (mode 0600). */
export type ClusterRecord = { dataFolder: string; port: number; password: string; adminPassword: string };

const fileIn = (dir: string) => join(dir, "postgres.json");
const newPassword = () => randomBytes(24).toString("base64url");

export const innerDataFolder = (dir: string): string => join(dir, "postgres");

export function readRecord(dir: string): ClusterRecord | null {
  const text = readIfThere(fileIn(dir));
  if (text === null) return null;
  const { outside, ...rest } = JSON.parse(text);
  return { ...rest, dataFolder: outside ?? innerDataFolder(dir) };
}

export function writeRecord(dir: string, { dataFolder, ...rest }: ClusterRecord): void {
  // Only a place outside is written down, so that DIR can be moved.
  const outside = dirname(dataFolder) === dir ? undefined : dataFolder;
  writePrivateFile(fileIn(dir), `${JSON.stringify({ ...rest, outside }, null, 2)}\n`);
}

export function newRecord(dataFolder: string): ClusterRecord {
  return { dataFolder, port: 0, password: newPassword(), adminPassword: newPassword() };
}
