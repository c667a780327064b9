import type { z } from "zod";

type Field = string | File;

/** The schema below optional, default, nullable and the like. */
function inner(schema: z.core.$ZodType): z.core.$ZodType {
  const { def } = schema._zod;
  if ("innerType" in def) return inner(def.innerType as z.core.$ZodType);
  if (def.type === "pipe" && "out" in def) return inner(def.out as z.core.$ZodType);
  return schema;
}

/** Every shape that the schema may mean: of an object, or of each part of a union. */
function shapesOf(schema: z.core.$ZodType): Record<string, z.core.$ZodType>[] {
  const { def } = inner(schema)._zod;
  if ("shape" in def) return [def.shape as Record<string, z.core.$ZodType>];
  if ("options" in def) return (def.options as z.core.$ZodType[]).flatMap(shapesOf);
  return [];
}

function isList(schema: z.core.$ZodType, name: string): boolean {
  return shapesOf(schema).some((shape) => {
    const field = shape[name];
    return field !== undefined && ["array", "set"].includes(inner(field)._zod.def.type);
  });
}

function isEmpty(field: Field): boolean {
  return typeof field === "string" ? field.trim() === "" : field.size === 0 && field.name === "";
}

/**
 * Form fields or query fields as an object for zod: an empty field is absent (`z.coerce` would make 0 or 1970 of it), a field whose schema is a
 * list is one however often it was sent, and any other field that was sent twice becomes a list, which its schema then refuses.
 */
export function fieldsObject(pairs: Iterable<[string, Field]>, schema: z.core.$ZodType | undefined): Record<string, unknown> {
  const all = new Map<string, Field[]>();
  for (const [name, value] of pairs) {
    if (!isEmpty(value)) all.set(name, [...(all.get(name) ?? []), value]);
  }
  const isWhole = (name: string, values: Field[]) => values.length > 1 || (schema !== undefined && isList(schema, name));
  return Object.fromEntries([...all].map(([name, values]) => [name, isWhole(name, values) ? values : values[0]]));
}

/** Why PostgreSQL can store a text nowhere: "nul" it knows no U+0000, "half" half of a surrogate pair is no character. */
type Unstorable = "nul" | "half";

function unstorable(text: string): Unstorable | null {
  if (text.includes("\0")) return "nul";
  return text.isWellFormed() ? null : "half";
}

/** The names of fields, with dots, whose text cannot be stored. */
export function unstorableFields(input: unknown, path: readonly string[] = []): [name: string, why: Unstorable][] {
  if (typeof input === "string") {
    const why = unstorable(input);
    return why ? [[path.join("."), why]] : [];
  }
  // No schema goes deeper; what does is refused by it.
  if (typeof input !== "object" || input === null || path.length > 8) return [];
  return Object.entries(input).flatMap(([name, value]) => unstorableFields(value, [...path, name]));
}
