"use client";
import { useEffect, useState } from "react";
import { Progress } from "@/components/ui/progress";

type Report = { step: string; done: number; total: number };

function reportOf(value: unknown): Report | null {
  if (typeof value !== "object" || value === null) return null;
  const { step, done, total }: Partial<Report> = value;
  return typeof step === "string" && typeof done === "number" && typeof total === "number" ? { step, done, total } : null;
}

/** Asks an address for {step, done, total} every half second while it is shown. */
export function PolledProgress({ url, steps }: { url: string; steps: Record<string, string> }) {
  const [report, setReport] = useState<Report | null>(null);
  useEffect(() => {
    const leaving = new AbortController();
    const timer = setInterval(async () => {
      const answer: unknown = await fetch(url, { headers: { accept: "application/json" }, signal: leaving.signal })
        .then((response) => (response.ok ? response.json() : null))
        .catch(() => null);
      const next = reportOf(answer);
      if (next && !leaving.signal.aborted) setReport(next);
    }, 500);
    return () => {
      leaving.abort();
      clearInterval(timer);
    };
  }, [url]);
  if (!report) return null;
  return <Progress label={steps[report.step] ?? report.step} done={report.done} total={report.total} />;
}
