import { Notice } from "@/components/ui/notice";
import type { Flash as Left } from "@/lib/http/form-flash";

/** The sentence after a plain form post. Errors per field show in the form itself, which then takes the focus. */
export function Flash({ flash }: { flash: Left | null }) {
  if (!flash?.sentence || Object.keys(flash.errors).length > 0) return null;
  const isDone = flash.kind === "done";
  return (
    <div className="mb-4">
      <Notice tone={isDone ? "ok" : "banned"} role={isDone ? "status" : "alert"}>
        {flash.sentence}
      </Notice>
    </div>
  );
}
