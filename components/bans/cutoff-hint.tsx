"use client";
import { useEffect, useRef, useState } from "react";

type Words = Record<"unsaved" | "first" | "last" | "deadline" | "date", string>;

const WEEKDAY = { en: "long", "zh-CN": "short" } as const;

/** A clock on the wall in words. The zone is only named: no arithmetic between zones happens here, the server says what an hour really means. */
function wallWords(wall: Date, zone: string, locale: "en" | "zh-CN", words: Words): string {
  const format = new Intl.DateTimeFormat(locale === "en" ? "en-GB" : locale, {
    timeZone: "UTC",
    year: "numeric",
    month: "long",
    day: "numeric",
    weekday: WEEKDAY[locale],
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  });
  const part = Object.fromEntries(format.formatToParts(wall).map(({ type, value }) => [type, value]));
  const fill = (pattern: string, values: Record<string, string | undefined>) =>
    pattern.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? "");
  const month = locale === "en" ? part.month : `${part.month?.replace("月", "")}月`;
  return fill(words.deadline, { time: `${part.hour}:${part.minute}`, date: fill(words.date, { ...part, month }), zone });
}

/** Both readings of a cutoff while it is being typed, before anything is saved. */
export function CutoffHint({ saved, locale, words }: { saved: string; locale: "en" | "zh-CN"; words: Words }) {
  const place = useRef<HTMLDivElement>(null);
  const [typed, setTyped] = useState<{ wall: Date; zone: string } | null>(null);
  // The fields are the form's own; this only listens to them.
  useEffect(() => {
    const form = place.current?.closest("form");
    if (!form) return;
    const read = () => {
      const fields = new FormData(form);
      const [date, time, zone] = ["date", "time", "zone"].map((name) => String(fields.get(name) ?? ""));
      const wall = new Date(`${date}T${time}:00Z`);
      const option = form.querySelector<HTMLSelectElement>("select[name=zone]")?.selectedOptions[0]?.text ?? "";
      setTyped(Number.isNaN(wall.getTime()) || `${date}T${time} ${zone}` === saved ? null : { wall, zone: option });
    };
    form.addEventListener("input", read);
    return () => form.removeEventListener("input", read);
  }, [saved]);
  return (
    <div ref={place} aria-live="polite">
      {typed && (
        <div className="mb-3 grid gap-1">
          <p className="text-ink-2">{words.unsaved}</p>
          <p>
            <span className="font-medium">{words.first}</span> {wallWords(typed.wall, typed.zone, locale, words)}
          </p>
          <p>
            <span className="font-medium">{words.last}</span>{" "}
            {wallWords(new Date(typed.wall.getTime() - 60_000), typed.zone, locale, words)}
          </p>
        </div>
      )}
    </div>
  );
}
