import channels from "@/prisma/catalogue/channels.json";

/** How near to the model's own vendor a channel is. */
export const CHANNEL_KINDS = ["first-party-api", "cloud-marketplace", "gateway", "third-party-tool", "self-hosted", "other"] as const;
export type ChannelKind = (typeof CHANNEL_KINDS)[number];

export type Channel = {
  /** As stored: a key of the catalogue, or the words of whoever entered it here. */
  key: string;
  label: string;
  kind: ChannelKind;
  /** Slug of the vendor that can switch it off; null: nobody but whoever runs it, or not known. */
  controlledBy: string | null;
};

const KNOWN = new Map<string, Channel>(
  Object.entries(channels).map(([key, { label, kind, controlledBy }]) => [key, { key, label, kind: kindOf(kind), controlledBy }]),
);

const KEYS = new Map([...KNOWN.values()].flatMap(({ key, label }) => [key, label].map((name) => [name.toLowerCase(), key] as const)));

function kindOf(word: string): ChannelKind {
  return CHANNEL_KINDS.find((kind) => kind === word) ?? "other";
}

/** A channel that the catalogue does not name is its own words, of the kind "other". */
export function channelOf(key: string): Channel {
  return KNOWN.get(key) ?? { key, label: key, kind: "other", controlledBy: null };
}

/** The key of what somebody typed, be it a key or a label: "Amazon Bedrock" is amazon-bedrock. Anything else is kept as typed. */
export function channelKeyOf(typed: string): string {
  return KEYS.get(typed.trim().toLowerCase()) ?? typed.trim();
}

/** Every channel that the catalogue names, by label. */
export function knownChannels(): Channel[] {
  return [...KNOWN.values()].sort((a, b) => a.label.localeCompare(b.label, "en"));
}

/** The same as columns, so that SQL groups and filters by the same table. */
export const CHANNEL_COLUMNS = {
  keys: [...KNOWN.keys()],
  kinds: [...KNOWN.values()].map(({ kind }) => kind),
  controllers: [...KNOWN.values()].map(({ controlledBy }) => controlledBy ?? ""),
};
