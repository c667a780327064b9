"use client";
import { ErrorWords } from "@/components/shell/error-words";

export default function PageError({ error, retry }: { error: unknown; retry: () => void }) {
  return <ErrorWords error={error} retry={retry} />;
}
