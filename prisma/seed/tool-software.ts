import type { Platform } from "./agents.ts";

/**
 * How the catalogue's tools are found at Meridian, besides Claude Code and Qoder: tool | kind | value | platforms (M, W, L) | weight among
 * people who write software | weight among the others | versions | name as reported, if it is not the value.
 */
const LINES = `
cursor|MACOS_BUNDLE|com.todesktop.230313mzl4w4u92|M|60|1|3.9.2,3.8.11,3.7.4|Cursor
cursor|WINDOWS_PROGRAM|Cursor (User)|W|50|1|3.9.2,3.8.11,3.7.4|
github-copilot|VSCODE|github.copilot|MWL|46|0|1.388.0,1.372.0|
github-copilot|VSCODE|github.copilot-chat|MWL|52|0|0.44.1,0.42.3|
openai-codex|NPM|@openai/codex|MWL|22|0|0.139.0,0.136.0,0.128.0|
openai-codex|BREW_CASK|codex|M|6|0|0.139.0|
openai-codex|VSCODE|openai.chatgpt|MWL|9|0|26.601.21317|
chatgpt-desktop|MACOS_BUNDLE|com.openai.chat|M|26|26|1.2026.160,1.2026.146|ChatGPT
gemini-cli|NPM|@google/gemini-cli|MWL|12|0|0.46.0,0.44.1|
gemini-cli|BREW_FORMULA|gemini-cli|M|3|0|0.46.0|
gemini-code-assist|VSCODE|google.geminicodeassist|MWL|5|0|2.84.0|
google-antigravity|MACOS_BUNDLE|com.google.antigravity|M|5|0|2.1.4|Antigravity
windsurf|MACOS_BUNDLE|com.exafunction.windsurf|M|5|0|2.9.0|Windsurf
windsurf|WINDOWS_PROGRAM|Windsurf|W|5|0|2.9.0|
windsurf|VSCODE|codeium.codeium|MWL|4|0|1.60.2|
trae|MACOS_BUNDLE|com.trae.app|M|12|2|3.6.1,3.5.9|Trae
trae|MACOS_BUNDLE|cn.trae.app|M|16|3|3.6.1,3.5.9|Trae CN
lingma|VSCODE|alibaba-cloud.tongyi-lingma|MWL|36|0|3.2.6,3.1.9|
qwen-code|NPM|@qwen-code/qwen-code|MWL|16|0|0.21.3,0.20.0|
codebuddy|MACOS_BUNDLE|com.tencent.codebuddy|M|4|0|5.1.0|CodeBuddy
codebuddy|VSCODE|tencent-cloud.coding-copilot|MWL|5|0|4.9.2|
baidu-comate|VSCODE|baiducomate.comate|MWL|4|0|4.3.1|
codegeex|VSCODE|aminer.codegeex|MWL|4|0|2.36.1|
kimi-cli|PYPI|kimi-cli|ML|6|0|1.46.0,1.44.0|
amazon-q-developer|VSCODE|amazonwebservices.amazon-q-vscode|MWL|3|0|1.126.0|
kiro|MACOS_BUNDLE|dev.kiro.desktop|M|3|0|1.0.14|Kiro
cline|VSCODE|saoudrizwan.claude-dev|MWL|12|0|3.88.1,3.85.0|
roo-code|VSCODE|rooveterinaryinc.roo-cline|MWL|7|0|3.54.0|
kilo-code|VSCODE|kilocode.kilo-code|MWL|4|0|7.3.1|
continue|VSCODE|continue.continue|MWL|6|0|1.4.12|
cody|VSCODE|sourcegraph.cody-ai|MWL|2|0|1.140.0|
tabnine|VSCODE|tabnine.tabnine-vscode|MWL|3|0|3.340.1|
augment|VSCODE|augment.vscode-augment|MWL|2|0|0.810.0|
opencode|NPM|opencode-ai|MWL|9|0|1.15.6,1.14.30|
aider|PYPI|aider-chat|ML|4|0|0.88.1|
openclaw|NPM|openclaw|ML|5|0|2026.6.4|
zed|MACOS_BUNDLE|dev.zed.zed|M|5|0|1.8.2|Zed
warp|MACOS_BUNDLE|dev.warp.warp-stable|M|7|0|0.2026.06.24|Warp
cherry-studio|MACOS_BUNDLE|com.kangfenmao.cherrystudio|M|9|8|1.9.6,1.9.2|Cherry Studio
ollama|MACOS_BUNDLE|com.electron.ollama|M|12|1|0.28.0,0.26.1|Ollama
ollama|BREW_FORMULA|ollama|M|4|0|0.28.0|
lm-studio|MACOS_BUNDLE|ai.elementlabs.lmstudio|M|6|1|0.5.9|LM Studio
litellm|PYPI|litellm|ML|9|0|1.86.0,1.84.2|
vllm|PYPI|vllm|L|8|0|0.22.1,0.20.2|
hf-inference|PYPI|transformers|MWL|26|0|5.9.0,5.6.2,4.57.6|
hf-inference|PYPI|huggingface-hub|MWL|24|0|1.17.0,1.12.0|
openai-api|PYPI|openai|MWL|26|0|2.41.0,2.38.0|
openai-api|NPM|openai|MWL|5|0|6.42.0|
anthropic-api|PYPI|anthropic|MWL|12|0|0.109.0,0.104.1|
dia|MACOS_BUNDLE|company.thebrowser.browser|M|4|3|1.146.0|Arc
comet|MACOS_BUNDLE|ai.perplexity.comet|M|1|2|149.1.4021.2|Comet
notion-ai|MACOS_BUNDLE|notion.id|M|7|12|7.18.0,7.15.2|Notion
raycast-ai|MACOS_BUNDLE|com.raycast.macos|M|14|2|2.4.1,2.3.0|Raycast
grammarly|CHROME|kbfnbcaeplbcioakkpcpgfkobkghlhen|MW|3|12|14.1290.0|Grammarly
monica|CHROME|ofpnmcalabcbjgholdjcjblkibolbppb|MW|4|16|9.3.1|Monica
sider|CHROME|difoiogjjojoaoomphldepapgpbgkhkb|MW|3|12|5.29.0|Sider
microsoft-copilot|MSIX|microsoft.copilot_8wekyb3d8bbwe|W|14|40|1.26061.109.0|Copilot
m365-copilot|WINDOWS_PROGRAM|Microsoft 365 Copilot|W|8|26|19.2606.41021.0|
claude-desktop|MACOS_BUNDLE|com.anthropic.claudefordesktop|M|9|2|1.12603.1,1.11187.4|Claude
claude-desktop|WINDOWS_PROGRAM|Claude|W|5|1|1.12603.1|
`;

export type ToolProduct = {
  slug: string;
  kind: string;
  value: string;
  name: string;
  versions: string[];
  platforms: readonly Platform[];
  /** How often it is drawn. */
  weight: { software: number; others: number };
};

const PLATFORM_OF: Record<string, Platform> = { M: "MACOS", W: "WINDOWS", L: "LINUX" };

export const TOOL_SOFTWARE: readonly ToolProduct[] = LINES.trim()
  .split("\n")
  .map((line) => {
    const [slug = "", kind = "", value = "", platforms = "", software = "0", others = "0", versions = "", name = ""] = line.split("|");
    return {
      slug,
      kind,
      value,
      name: name || value,
      versions: versions.split(","),
      platforms: [...platforms].flatMap((letter) => PLATFORM_OF[letter] ?? []),
      weight: { software: Number(software), others: Number(others) },
    };
  });
