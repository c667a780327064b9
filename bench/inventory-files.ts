import { once } from "node:events";
import { createWriteStream } from "node:fs";

export type Shape = { devices: number; softwarePerDevice: number; people: readonly string[]; collectedAt: Date };

/** One device in eight holds the tool that is banned; the rest is software that no identifier names, three thousand packages of it. */
function softwareOf(device: number, count: number, isMac: boolean): object[] {
  return Array.from({ length: count }, (_, index) => {
    const isTool = index === 0 && device % 8 === 0;
    const name = isTool ? "@anthropic-ai/claude-code" : `package-${(device * 31 + index * 397) % 3_000}`;
    const version = isTool ? `2.1.${device % 200}` : `1.${(device + index) % 7}.0`;
    return {
      id: 1_000 + index,
      name,
      version,
      source: isTool || isMac ? "npm_packages" : "deb_packages",
      extension_for: "",
      browser: "",
      generated_cpe: "",
      vulnerabilities: null,
      display_name: "",
      installed_paths: [
        isMac ? `/Users/person-${device}/.nvm/versions/node/v22.17.1/lib/node_modules/${name}/package.json` : `/usr/lib/${name}`,
      ],
    };
  });
}

function hostOf(device: number, { softwarePerDevice, people, collectedAt }: Shape): object {
  const at = collectedAt.toISOString();
  const isMac = device % 2 === 0;
  return {
    id: device,
    created_at: "2026-03-02T01:00:00Z",
    updated_at: at,
    detail_updated_at: at,
    software_updated_at: at,
    label_updated_at: at,
    policy_updated_at: at,
    last_enrolled_at: "2026-03-02T01:00:00Z",
    seen_time: at,
    hostname: `bench-${device}.local`,
    uuid: `bbbbbbbb-0000-4000-8000-${String(device).padStart(12, "0")}`,
    platform: isMac ? "darwin" : "ubuntu",
    osquery_version: "5.23.0",
    os_version: isMac ? "macOS 26.6" : "Ubuntu 24.04.2 LTS",
    memory: 25_769_803_776,
    hardware_vendor: "Example Inc.",
    hardware_model: "Mac16,8",
    hardware_serial: `BENCH${String(device).padStart(8, "0")}`,
    computer_name: `bench-${device}`,
    display_name: `bench-${device}`,
    primary_ip: "10.20.11.15",
    status: "online",
    team_id: 3,
    team_name: "Engineering",
    issues: { failing_policies_count: 1, total_issues_count: 1 },
    device_mapping: [{ email: people[device % people.length], source: "mdm_idp_accounts" }],
    software: softwareOf(device, softwarePerDevice, isMac),
  };
}

/** Pages of a thousand hosts, one per line, as a collector saves what `GET /api/v1/fleet/hosts` answers. */
export async function writeFleetPages(file: string, shape: Shape): Promise<void> {
  const out = createWriteStream(file);
  for (let from = 0; from < shape.devices; from += 1_000) {
    const hosts = Array.from({ length: Math.min(1_000, shape.devices - from) }, (_, index) => hostOf(from + index, shape));
    if (!out.write(`${JSON.stringify({ hosts })}\n`)) await once(out, "drain");
  }
  out.end();
  await once(out, "close");
}
