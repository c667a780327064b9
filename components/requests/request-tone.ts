import type { Tone } from "@/components/ui/glyph";
import type { ToolRequestStatus } from "@/prisma/generated/enums";

export const REQUEST_TONE: Record<ToolRequestStatus, Tone> = { OPEN: "review", ANSWERED: "done", WITHDRAWN: "done" };
