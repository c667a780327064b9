import type { Reason } from "@/lib/refusal";

export type Done = {
  readonly isDone: true;
  /** JSON for `fetch` and machines. */
  data: object | null;
  status: number | null;
  /** Where a form goes next. A path of this site. */
  seeOther: string | null;
  /** What to tell the person after a form. */
  say: Reason | null;
  headers: Headers;
};

type Given = { data?: object; status?: number; seeOther?: string; say?: Reason; headers?: HeadersInit };

/** What a route answers: data for machines, the next page for forms. Several cookies: pass headers as pairs. */
export function done({ data, status, seeOther, say, headers }: Given = {}): Done {
  return {
    isDone: true,
    data: data ?? null,
    status: status ?? null,
    seeOther: seeOther ?? null,
    say: say ?? null,
    headers: new Headers(headers),
  };
}
