import Link from "next/link";
import type { ComponentProps, ReactNode } from "react";

export type ButtonLook = { variant?: "primary" | "secondary" | "quiet" | "danger"; size?: "small" | "normal" | "large" };

export function buttonClass({ variant = "secondary", size = "normal" }: ButtonLook, extra?: string): string {
  return ["btn", variant !== "secondary" && `btn-${variant}`, size !== "normal" && `btn-${size}`, extra].filter(Boolean).join(" ");
}

export function Button({ variant, size, className, type = "button", ...rest }: ButtonLook & ComponentProps<"button">) {
  return <button type={type} className={buttonClass({ ...(variant && { variant }), ...(size && { size }) }, className)} {...rest} />;
}

/** A link that looks like a button: for going somewhere, never for changing something. */
export function LinkButton({
  href,
  variant,
  size,
  className,
  children,
  download,
}: ButtonLook & { href: string; className?: string; children: ReactNode; download?: boolean }) {
  const look = buttonClass({ ...(variant && { variant }), ...(size && { size }) }, className);
  // Files and API addresses are not pages: the router has to keep away from them.
  if (download || href.startsWith("/api/")) {
    return (
      <a href={href} className={look} download={download}>
        {children}
      </a>
    );
  }
  return (
    <Link href={href} className={look}>
      {children}
    </Link>
  );
}
