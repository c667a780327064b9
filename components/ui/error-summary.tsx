"use client";
import { useEffect, useLayoutEffect, useRef, useState } from "react";
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
  const [labels, setLabels] = useState<Record<string, string>>({});
  // Before anybody sees or hears it: "Fill in this field." says little as long as it does not say which.
  useLayoutEffect(() => setLabels(labelsOf(Object.keys(errors), idPrefix)), [errors, idPrefix]);
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
                    {labels[name] && `${labels[name]} – `}
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

/** What the fields are called on this page. A single checkbox has a sentence for a label, and needs none here. */
function labelsOf(names: readonly string[], idPrefix: string): Record<string, string> {
  return Object.fromEntries(
    names.flatMap((name) => {
      const field = document.getElementById(`${idPrefix}${name}`);
      if (!field || field.matches("[type=checkbox]")) return [];
      const label = field.matches("fieldset")
        ? field.querySelector("legend")
        : document.querySelector(`label[for="${CSS.escape(field.id)}"]`);
      const words = label?.firstChild?.textContent?.trim();
      return words ? [[name, words]] : [];
    }),
  );
}
