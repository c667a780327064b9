"use client";
import { useEffect, useRef } from "react";
import type { FieldErrors } from "@/components/ui/form-context";

/** What is wrong, above the fields, with a link to each. It takes the focus every time something was refused. */
export function ErrorSummary({
  title,
  message,
  errors,
  idPrefix,
  occurrence,
}: {
  title: string;
  message: string | null;
  errors: FieldErrors;
  idPrefix: string;
  /** Changes with every refusal, also when the words stay the same. */
  occurrence: object;
}) {
  const box = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a second refusal in the same words has to take the focus again.
  useEffect(() => box.current?.focus(), [occurrence]);
  const fields = Object.entries(errors).flatMap(([name, sentences]) => sentences.map((sentence) => ({ name, sentence })));
  return (
    <div ref={box} tabIndex={-1} role="alert" className="notice tone-banned w-full">
      <svg className="glyph" aria-hidden="true">
        <use href="#glyph-banned" />
      </svg>
      <div className="min-w-0">
        {(message || fields.length > 0) && <p className="font-semibold">{message ?? title}</p>}
        {fields.length > 0 && (
          <ul className="mt-1 grid gap-1">
            {fields.map(({ name, sentence }) => (
              <li key={`${name} ${sentence}`}>
                {name ? (
                  <a href={`#${idPrefix}${name}`} className="link">
                    {sentence}
                  </a>
                ) : (
                  sentence
                )}
              </li>
            ))}
          </ul>
        )}
      </div>
    </div>
  );
}
