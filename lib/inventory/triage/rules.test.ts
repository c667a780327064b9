import { expect, test } from "vitest";
import { anonymousPath, nameForTool, whatKeeps, whyNotAssign, whyNotDismiss } from "@/lib/inventory/triage/rules";

test("what is shown of a path names nobody", () => {
  for (const [path, shown] of [
    ["/Users/li.wei/Applications/Chatbox.app", "~/Applications/Chatbox.app"],
    ["/home/zhang/.local/bin/llm", "~/.local/bin/llm"],
    ["C:\\Users\\Li Wei\\AppData\\Local\\Programs\\app.exe", "~\\AppData\\Local\\Programs\\app.exe"],
    ["c:/users/wang/app.exe", "~/app.exe"],
    ["/Users/Shared/app", "/Users/Shared/app"],
    ["/opt/homebrew/bin/llm", "/opt/homebrew/bin/llm"],
    ["/Volumes/Disk/Users/li.wei/app", "/Volumes/Disk/~/app"],
  ] as const) {
    expect(anonymousPath(path)).toBe(shown);
  }
});

test("a share on the network may carry a name at any depth: nothing of it is shown but the file", () => {
  expect(anonymousPath("\\\\files01\\home$\\li.wei\\app.exe")).toBe("…\\app.exe");
});

test("a tool is called like the program without its version", () => {
  expect(nameForTool("Chatbox 1.19.3")).toBe("Chatbox");
  expect(nameForTool("Notepad++ (64-bit x64)")).toBe("Notepad++");
  expect(nameForTool("7-Zip 26.00 (x64)")).toBe("7-Zip");
  expect(nameForTool("1.2.3")).toBe("1.2.3");
});

test("what is matched, dismissed or of a kind that names no software is not assigned", () => {
  const item = { id: 1, kind: "NPM", matchValue: "a", name: "a", isDismissed: false, tool: null } as const;
  expect(whyNotAssign(item)).toBeNull();
  expect(whyNotAssign({ ...item, tool: "Codex" })?.key).toBe("triage.whyNot.matched");
  expect(whyNotAssign({ ...item, isDismissed: true })?.key).toBe("triage.whyNot.dismissed");
  expect(whyNotAssign({ ...item, kind: "PURL" })?.key).toBe("triage.whyNot.kind");
  expect(whyNotDismiss({ ...item, kind: "PURL" })).toBeNull();
  expect(whyNotDismiss({ ...item, isDismissed: true })?.key).toBe("triage.whyNot.alreadyDismissed");
});

test("a tool that triage made stays as long as something rests on it", () => {
  const nothing = { identifiers: 0, decisions: 0, access: 0, releases: 0, bans: 0, requests: 0, tools: 0, steps: 0 };
  expect(whatKeeps(nothing)).toBeNull();
  expect(whatKeeps({ ...nothing, decisions: 1 })).toBe("decisions");
});
