"use client";
import { type ReactNode, useId, useRef } from "react";
import { type ButtonLook, buttonClass } from "@/components/ui/button";

/** A short question or form in the browser's own dialog: it keeps the focus, closes with Escape and gives the focus back. */
export function Dialog({
  trigger,
  title,
  close,
  children,
  variant,
  size,
}: ButtonLook & {
  /** Words of the button that opens it. */
  trigger: string;
  title: string;
  /** Words of the button that closes it. */
  close: string;
  children: ReactNode;
}) {
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  return (
    <>
      <button
        type="button"
        className={buttonClass({ ...(variant && { variant }), ...(size && { size }) })}
        onClick={() => dialog.current?.showModal()}
      >
        {trigger}
      </button>
      <dialog ref={dialog} className="dialog" aria-labelledby={titleId}>
        <h2 id={titleId} tabIndex={-1}>
          {title}
        </h2>
        <div className="mt-3">{children}</div>
        <form method="dialog" className="mt-4 flex justify-end">
          <button type="submit" className={buttonClass({})}>
            {close}
          </button>
        </form>
      </dialog>
    </>
  );
}
