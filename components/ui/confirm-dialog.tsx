"use client";
import { AlertDialog } from "@base-ui/react/alert-dialog";
import { useRef } from "react";
import type { Confirm } from "@/components/ui/action-form";
import { type ButtonLook, buttonClass } from "@/components/ui/button";

/** Asks before something that cannot be taken back. Open while it is rendered; the least destructive button has the focus. */
export function ConfirmDialog({
  title,
  body,
  action,
  cancel,
  variant,
  onClose,
  onConfirm,
}: Confirm & { cancel: string; variant: ButtonLook["variant"]; onClose: () => void; onConfirm: () => void }) {
  const cancelButton = useRef<HTMLButtonElement>(null);
  return (
    <AlertDialog.Root open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <AlertDialog.Portal>
        <AlertDialog.Backdrop className="dialog-backdrop z-40" />
        <AlertDialog.Popup className="dialog dialog-front z-40" initialFocus={cancelButton}>
          <AlertDialog.Title className="text-h2">{title}</AlertDialog.Title>
          <AlertDialog.Description render={<div />} className="mt-2">
            {body}
          </AlertDialog.Description>
          <div className="mt-5 flex flex-wrap justify-end gap-2">
            <AlertDialog.Close ref={cancelButton} className={buttonClass({})}>
              {cancel}
            </AlertDialog.Close>
            <button type="button" className={buttonClass({ variant: variant ?? "primary" })} onClick={onConfirm}>
              {action}
            </button>
          </div>
        </AlertDialog.Popup>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}
