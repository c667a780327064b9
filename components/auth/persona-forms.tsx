import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { Panel } from "@/components/ui/panel";
import type { Persona } from "@/lib/auth/demo";

/** One button per person of the demonstration: one plain form, no JavaScript. */
export function PersonaForms({ personas, next }: { personas: readonly Persona[]; next: string | null }) {
  const t = useTranslations("auth.signIn.demo");
  const shell = useTranslations("shell.account");
  const roleWords = (role: string) => (shell.has(`roles.${role}`) ? shell(`roles.${role}`) : role);
  return (
    <Panel title={t("title")}>
      <p className="mb-3 max-w-[68ch] text-ink-2">{t("text")}</p>
      <form action="/api/v1/session/demo" method="post" className="grid gap-2">
        {next && <input type="hidden" name="next" value={next} />}
        {personas.map(({ email, name, role }) => (
          <Button key={email} type="submit" name="email" value={email} className="persona">
            <span className="font-semibold">{name}</span>
            <span className="text-ink-2">{roleWords(role)}</span>
          </Button>
        ))}
      </form>
    </Panel>
  );
}
