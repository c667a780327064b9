import "server-only";
import type { Viewer } from "@/lib/auth/viewer";
import { getPerson, listPeople } from "@/lib/people/queries";
import { refuse } from "@/lib/refusal";
import { ownPlace, placeOfPerson } from "@/lib/registry/queries";
import type { VerdictPerson } from "@/lib/registry/rules";

export type AskedPerson = VerdictPerson & { name: string };

/** Whom the verdict is for: whoever asks, or somebody they may see, by id, e-mail address or personnel number. */
export async function askedPerson(viewer: Viewer, asked: string | undefined): Promise<AskedPerson | null> {
  if (asked === undefined || asked === String(viewer.personId)) {
    const place = await ownPlace(viewer);
    return place && { ...place, name: viewer.name };
  }
  const found = (/^\d{1,9}$/.test(asked) ? await getPerson(viewer, Number(asked)) : null) ?? (await personNamed(viewer, asked));
  const place = found && (await placeOfPerson(found.id));
  if (!found || !place) refuse("not-found", "registry.refusal.person");
  return { ...place, name: found.name };
}

async function personNamed(viewer: Viewer, asked: string) {
  const { items } = await listPeople(viewer, { q: asked, limit: 20 });
  return items.find(({ email, externalId }) => email === asked.toLowerCase() || externalId === asked) ?? null;
}
