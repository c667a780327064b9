"use client";
import type { ReactNode } from "react";
import { useFormState } from "@/components/ui/form-context";

type Props = {
  /** What the names of the fields begin with. */
  prefix: string;
  summary: ReactNode;
  isOpen: boolean;
  className: string;
  summaryClass?: string;
  children: ReactNode;
};

/** Fields that are folded away until somebody wants them, or one of them was refused: nobody has to look for what is wrong. */
export function FoldedFields({ prefix, summary, isOpen, className, summaryClass = "fold", children }: Props) {
  const { errors } = useFormState();
  const isWrong = Object.keys(errors).some((name) => name.startsWith(prefix));
  return (
    <details className={className} open={isOpen || isWrong}>
      <summary className={summaryClass}>{summary}</summary>
      {children}
    </details>
  );
}
