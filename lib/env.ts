import { z } from "zod";

const empty = (value: unknown) => (value === "" ? undefined : value);

const environmentSchema = z.object({
  DATABASE_URL: z.preprocess(
    empty,
    z
      .string({
        error:
          "DATABASE_URL is missing: give the address of the PostgreSQL database, for example postgresql://interdict@localhost/interdict.",
      })
      .regex(/^postgres(ql)?:\/\//, { error: "DATABASE_URL has to begin with postgresql://." }),
  ),
  DATABASE_POOL: z.preprocess(
    empty,
    z.coerce
      .number({ error: "DATABASE_POOL has to be a number of connections." })
      .int()
      .min(2, { error: "DATABASE_POOL has to be at least 2." })
      .max(200, { error: "DATABASE_POOL has to be at most 200." })
      .prefault(10),
  ),
  NEXTAUTH_SECRET: z.preprocess(
    empty,
    z
      .string({ error: "NEXTAUTH_SECRET is missing: give at least 32 random characters; they sign the session cookie." })
      .min(32, { error: "NEXTAUTH_SECRET is too short: give at least 32 random characters." }),
  ),
  NEXTAUTH_URL: z.preprocess(
    empty,
    z.url({
      protocol: /^https?$/,
      error: "NEXTAUTH_URL is missing or not an address: give the address people type, for example https://interdict.example.com.",
    }),
  ),
  ATTACHMENTS_DIR: z.preprocess(
    empty,
    z
      .string()
      .regex(/^(\/|[A-Za-z]:[\\/])/, { error: "ATTACHMENTS_DIR has to be an absolute path, for example /var/lib/interdict/attachments." })
      .optional(),
  ),
  ADVISORY_PUBLISHER: z.preprocess(
    empty,
    z.string().trim().max(120, { error: "ADVISORY_PUBLISHER has to be at most 120 characters." }).optional(),
  ),
  ADVISORY_PREFIX: z.preprocess(
    empty,
    z
      .string()
      .regex(/^[A-Za-z0-9][A-Za-z0-9_.-]{0,59}$/, {
        error: "ADVISORY_PREFIX has to be letters, digits, dots, hyphens and underscores, for example EXAMPLE-CORP.",
      })
      .optional(),
  ),
  CLOCK_FILE: z.preprocess(empty, z.string().optional()),
  DEMO_FILE: z.preprocess(empty, z.string().optional()),
});

export type Environment = z.infer<typeof environmentSchema>;

/** Throws one error that lists a sentence per mistake. */
export function parseEnvironment(source: Record<string, string | undefined>): Environment {
  const parsed = environmentSchema.safeParse(source);
  if (parsed.success) return parsed.data;
  const sentences = parsed.error.issues.map((issue) => `- ${issue.message}`);
  throw new Error(`The configuration has ${sentences.length === 1 ? "a mistake" : "mistakes"}:\n${sentences.join("\n")}`);
}

let parsed: Environment | undefined;

/** The environment, parsed at the first use; `instrumentation.ts` uses it at start so that a mistake stops the server. */
export function env(): Environment {
  parsed ??= parseEnvironment(process.env);
  return parsed;
}
