import { randomUUID } from "node:crypto";
import type { Role } from "@/lib/auth/permissions";
import { mintViewer, type Viewer } from "@/lib/auth/viewer";
import { db } from "@/lib/db";
import { env } from "@/lib/env";
import type { Role as GivenRole } from "@/prisma/generated/enums";

/** What integration tests begin with: real rows in the test file's own database. */
export async function newTeam({
  name = "A team",
  parentId = null,
}: {
  name?: string;
  parentId?: number | null;
} = {}): Promise<{ id: number; path: string }> {
  const { id } = await db.team.create({ data: { externalId: `T-${randomUUID()}`, name, parentId }, select: { id: true } });
  const [row] = await db.$queryRaw<{ path: string }[]>`SELECT path::text FROM team WHERE id = ${id}`;
  return { id, path: row?.path ?? "" };
}

type Given = { teamId?: number; name?: string; roles?: GivenRole[]; manages?: number[]; email?: string; country?: string; zone?: string };

/** A person with roles, in a team of their own unless one is given, and the viewer they are when signed in. */
export async function newPerson({
  teamId,
  name = "Somebody",
  roles = [],
  manages = [],
  email,
  country = "CN",
  zone = "Asia/Shanghai",
}: Given = {}): Promise<{
  id: number;
  teamId: number;
  email: string;
  viewer: Viewer;
}> {
  const team = teamId ?? (await newTeam()).id;
  const address = email ?? `${randomUUID()}@example.com`;
  const { id } = await db.person.create({
    data: {
      externalId: `E-${randomUUID()}`,
      name,
      email: address,
      teamId: team,
      legalEntity: "Example Ltd",
      country,
      workerType: "EMPLOYEE",
      zone,
      roles: { create: roles.map((role) => ({ role })) },
    },
    select: { id: true },
  });
  await db.team.updateMany({ where: { id: { in: manages } }, data: { managerId: id } });
  const managed = await db.$queryRaw<{ path: string }[]>`SELECT path::text FROM team WHERE manager_id = ${id}`;
  return {
    id,
    teamId: team,
    email: address,
    viewer: viewerWith({ personId: id, name, roles, managedPaths: managed.map(({ path }) => path), zone }),
  };
}

function viewerWith({
  personId,
  name,
  roles,
  managedPaths,
  zone,
}: {
  personId: number;
  name: string;
  roles: GivenRole[];
  managedPaths: string[];
  zone: string;
}): Viewer {
  const held: Role[] = ["EMPLOYEE", ...(managedPaths.length > 0 ? (["MANAGER"] as const) : []), ...roles];
  return mintViewer({
    kind: "person",
    personId,
    tokenId: null,
    name,
    roles: held,
    scopes: [],
    managedPaths,
    locale: "en",
    zone,
    requestId: null,
  });
}

export const newOfficer = (given: Given = {}) => newPerson({ name: "An officer", ...given, roles: ["SECURITY_OFFICER"] });
export const newApprover = (given: Given = {}) => newPerson({ name: "An approver", ...given, roles: ["APPROVER"] });
export const newAdministrator = (given: Given = {}) => newPerson({ name: "An administrator", ...given, roles: ["ADMINISTRATOR"] });
export const newAuditor = (given: Given = {}) => newPerson({ name: "An auditor", ...given, roles: ["AUDITOR"] });

/** The database of this test file, for code that takes an address. */
export function testDatabaseUrl(): string {
  return env().DATABASE_URL;
}
