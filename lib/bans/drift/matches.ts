import { Prisma } from "@/prisma/generated/client";

/** A proposal `d` and a match `m` of `new_matches` are of the same thing. */
export const SAME_THING = Prisma.sql`m.tool_id = d.tool_id AND coalesce(m.family_id, 0) = coalesce(d.family_id, 0) AND coalesce(m.channel, '') = coalesce(d.channel, '')`;

/** "Claude Notebook", or "Cursor → Claude (amazon-bedrock)" for a way to a model: of a proposal `d`, its tool `t` and its family `f`. */
export const MATCH_NAME = Prisma.sql`t.name || coalesce(' → ' || f.name || ' (' || d.channel || ')', '')`;
