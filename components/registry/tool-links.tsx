import Link from "next/link";

/** Tools by name, folded behind a sentence that counts them. */
export function ToolLinks({ summary, tools }: { summary: string; tools: readonly { slug: string; name: string }[] }) {
  if (tools.length === 0) return null;
  return (
    <details>
      <summary className="link w-fit">{summary}</summary>
      <ul className="mt-1 flex flex-wrap gap-x-4 gap-y-1">
        {tools.map(({ slug, name }) => (
          <li key={slug}>
            <Link className="link" href={`/tools/${slug}`} prefetch={false}>
              {name}
            </Link>
          </li>
        ))}
      </ul>
    </details>
  );
}
