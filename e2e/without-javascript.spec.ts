import { type BrowserContext, expect, type Page, test } from "@playwright/test";
import { baseURL } from "@/e2e/stage";
import { accountOf, browserOf } from "@/e2e/world";

// What an employee needs works before any script has arrived, and where none ever does.

const heading = (page: Page) => page.getByRole("heading", { level: 1 });

test("somebody signs in by the form, and is told in place what was wrong", async ({ browser }) => {
  const { email, password } = accountOf("employee");
  const context = await browserOf(browser, "nobody", { javaScriptEnabled: false });
  await context.addCookies([{ name: "locale", value: "en", url: baseURL }]);
  const page = await context.newPage();
  await page.goto("/tools/claude-code");
  await expect(heading(page)).toHaveText("Sign in");

  await page.getByLabel("Email").fill(email);
  await page.getByLabel("Password").fill("not the password at all");
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page.getByRole("alert")).toContainText("Email and password do not match");
  await expect(page.getByLabel("Email")).toHaveValue(email);
  await expect(page.getByLabel("Password")).toHaveValue("");

  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(heading(page)).toHaveText("May I use Claude Code?");

  await page.getByText("Liu Yang").first().click();
  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(heading(page)).toHaveText("Sign in");
  await context.close();
});

test.describe("an employee", () => {
  let context: BrowserContext;
  let page: Page;
  test.beforeEach(async ({ browser }) => {
    context = await browserOf(browser, "employee", { javaScriptEnabled: false });
    await context.addCookies([{ name: "locale", value: "en", url: baseURL }]);
    page = await context.newPage();
  });
  test.afterEach(() => context.close());

  test("asks whether a tool may be used, and opens the answer", async () => {
    await page.goto("/");
    await page.getByLabel("Tool name").fill("claude code");
    await page.getByRole("button", { name: "Check" }).click();
    await expect(page).toHaveURL(/\/tools\?q=claude\+code/);
    await page.getByRole("main").getByRole("link", { name: "Claude Code", exact: true }).click();
    await expect(heading(page)).toHaveText("May I use Claude Code?");
    await expect(page.getByRole("main")).toContainText("On your devices");

    await page.getByRole("searchbox", { name: "Find a tool" }).fill("通义灵码");
    await page.keyboard.press("Enter");
    await expect(page).toHaveURL(/\/tools\?q=/);
    await expect(page.getByRole("main").getByRole("link").first()).toBeVisible();
  });

  test("asks for a tool that the catalogue does not have, and takes it back", async () => {
    const name = `Unheard-of ${Date.now()}`;
    await page.goto("/");
    await page.getByLabel("Tool name").fill(name);
    await page.getByRole("button", { name: "Check" }).click();
    await expect(page.getByRole("main")).toContainText(`We do not know a tool called “${name}”.`);
    await expect(page.getByRole("main")).toContainText("Not in our catalogue is not a yes");
    await expect(page.getByLabel("Name of the tool")).toHaveValue(name);

    await page.getByLabel(/Web address/).fill("https://unheard-of.example");
    await page.getByLabel("What you need it for").fill("To see that it works without scripts");
    await page.getByRole("button", { name: "Ask for it" }).click();
    await expect(page).toHaveURL(/\/me\/requests$/);
    await expect(page.getByRole("status").first()).toContainText("Sent.");
    const own = page.getByRole("listitem").filter({ hasText: name });
    await expect(own).toContainText("Waiting");

    await page.goto(`/tools?${new URLSearchParams({ q: name })}`);
    await expect(page.getByRole("main")).toContainText("You asked for it on");
    await page.goto("/me/requests");
    await own.getByRole("button", { name: "Withdraw" }).click();
    await expect(own).toContainText("Withdrawn");
  });

  test("finds what may be used for something", async () => {
    await page.goto("/tools");
    await page.getByRole("link", { name: "AI development environment" }).click();
    await expect(page).toHaveURL(/use=ai-ide/);
    await expect(page.getByRole("heading", { name: "Approved for you: AI development environment" })).toBeVisible();
  });

  test("reads about devices and data, and unfolds what is folded up", async () => {
    for (const path of ["/me/devices", "/about/data"]) {
      const answer = await page.goto(path);
      expect(answer?.status()).toBe(200);
      await expect(heading(page)).toBeVisible();
    }
    await page.goto("/tools/claude-code");
    await page.getByText("How we recognise it").click();
    await expect(page.getByRole("table", { name: /Identifiers of/ })).toBeVisible();
  });

  test("changes language and theme and stays on the page", async () => {
    await page.goto("/tools?q=qoder");
    await page.getByRole("button", { name: "中文" }).click();
    await expect(page).toHaveURL(/\/tools\?q=qoder$/);
    await expect(page.locator("html")).toHaveAttribute("lang", "zh-CN");
    await page.getByRole("button", { name: "English" }).click();
    await expect(page.locator("html")).toHaveAttribute("lang", "en");

    await page.locator('summary[title="Theme"]').click();
    await page.getByRole("button", { name: "Dark" }).click();
    await expect(page).toHaveURL(/\/tools\?q=qoder$/);
    await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  });

  test("says that a tool is removed, and reads that it is being checked", async () => {
    await page.goto("/");
    const duty = page.getByRole("link", { name: "I have removed it" });
    await duty.first().click();
    await expect(heading(page)).toHaveText("Confirm you have removed Claude Code");
    await page.getByRole("button", { name: "I have removed it" }).click();
    await expect(page).toHaveURL(`${baseURL}/`);
    await expect(page.getByRole("status").first()).not.toBeEmpty();
    await expect(page.getByRole("main")).toContainText("Checking");
  });
});
