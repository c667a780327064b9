/** What a User-Agent line calls itself, roughly: enough to recognise one's own browser. More specific names stand first. */
const BROWSERS: readonly [RegExp, string][] = [
  [/Edg(e|A|iOS)?\//, "Edge"],
  [/OPR\//, "Opera"],
  [/DingTalk/i, "DingTalk"],
  [/MicroMessenger/i, "WeChat"],
  [/Firefox\/|FxiOS\//, "Firefox"],
  [/Chrome\/|CriOS\//, "Chrome"],
  [/Safari\//, "Safari"],
];

const SYSTEMS: readonly [RegExp, string][] = [
  [/iPhone|iPad/, "iOS"],
  [/Android/, "Android"],
  [/OpenHarmony|HarmonyOS/, "HarmonyOS"],
  [/Windows/, "Windows"],
  [/Macintosh|Mac OS X/, "macOS"],
  [/Linux|X11/, "Linux"],
];

function named(text: string, names: readonly [RegExp, string][]): string | null {
  return names.find(([pattern]) => pattern.test(text))?.[1] ?? null;
}

export function browserName(userAgent: string): { browser: string | null; system: string | null } {
  return { browser: named(userAgent, BROWSERS), system: named(userAgent, SYSTEMS) };
}
