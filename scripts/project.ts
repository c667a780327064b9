import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The folder of the checkout, wherever the command was called from. */
export const projectFolder = dirname(dirname(fileURLToPath(import.meta.url)));

export const inProject = (...path: string[]): string => join(projectFolder, ...path);
