import { z } from "zod";
import { AccessMode } from "@/prisma/generated/enums";

/** What a version meant when it was published: kept with it as it was then, whatever the registry and the company say later. */
export const resolvedSchema = z.object({
  tools: z.array(z.object({ id: z.int(), slug: z.string(), name: z.string(), vendor: z.string(), versionRange: z.string().nullable() })),
  access: z.array(
    z.object({
      toolId: z.int(),
      tool: z.string(),
      familyId: z.int(),
      family: z.string(),
      channel: z.string(),
      mode: z.enum(AccessMode),
    }),
  ),
  people: z.int(),
  devices: z.int(),
  teams: z.int(),
  /** People that it bound and the version before did not, and the other way round. */
  gained: z.int(),
  lost: z.int(),
});

export type ResolvedScope = z.output<typeof resolvedSchema>;
