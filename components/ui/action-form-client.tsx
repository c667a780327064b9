"use client";
import { usePathname, useRouter, useSearchParams } from "next/navigation";
import { lazy, Suspense, useEffect, useId, useRef, useState, useTransition } from "react";
import type { ActionFormProps } from "@/components/ui/action-form";
import { announce } from "@/components/ui/announcement";
import { buttonClass } from "@/components/ui/button";
import { ErrorSummary } from "@/components/ui/error-summary";
import { type FieldErrors, FormContext } from "@/components/ui/form-context";
import { PolledProgress } from "@/components/ui/polled-progress";
import { sendForm } from "@/components/ui/send-form";

// Most forms never ask; the dialog's code comes with the first that does.
const ConfirmDialog = lazy(() => import("@/components/ui/confirm-dialog").then(({ ConfirmDialog: Dialog }) => ({ default: Dialog })));

type Words = Record<"optional" | "cancel" | "sending" | "problems" | "unreachable" | "unexpected", string>;

/** What a post without JavaScript left behind. */
type Refused = { message: string; errors: FieldErrors; values: Record<string, string | string[]> };

type Props = Omit<ActionFormProps, "disabledReason"> & { idempotencyKey: string; refused: Refused | null; words: Words };

type Outcome = { kind: "idle" } | { kind: "done" } | { kind: "refused"; message: string | null; errors: FieldErrors };

export function ActionFormClient({
  action,
  submit,
  variant = "primary",
  size,
  returnTo,
  hidden = {},
  confirm,
  words,
  refused,
  ...props
}: Props) {
  const router = useRouter();
  const path = usePathname();
  const search = useSearchParams().toString();
  const ownId = useId();
  const form = useRef<HTMLFormElement>(null);
  const submitter = useRef<HTMLElement>(null);
  const [outcome, setOutcome] = useState<Outcome>(
    refused && Object.keys(refused.errors).length > 0 ? { kind: "refused", ...refused } : { kind: "idle" },
  );
  const [isSending, setSending] = useState(false);
  const [isRefreshing, startRefresh] = useTransition();
  const [isAsking, setAsking] = useState(false);
  const [key, setKey] = useState(props.idempotencyKey);
  const [generation, setGeneration] = useState(0);
  const isBusy = isSending || isRefreshing;
  const idPrefix = `${ownId}-`;

  // The page is fresh: the fields start again from what it says now, not from what was typed.
  useEffect(() => {
    if (outcome.kind === "done" && !isRefreshing) setGeneration((before) => before + 1);
  }, [outcome, isRefreshing]);

  async function send() {
    if (!form.current || isBusy) return;
    setSending(true);
    const answer = await sendForm(form.current, submitter.current, props.isUpload ?? false);
    setSending(false);
    if (answer.kind === "unreachable") return setOutcome({ kind: "refused", message: words.unreachable, errors: {} });
    // The outcome is known, so the next press is a new request. After silence the same key asks about the same one.
    setKey(crypto.randomUUID());
    if (answer.kind === "refused") {
      // Somebody was faster: what they changed appears around what was typed, which stays.
      if (answer.isConflict) startRefresh(() => router.refresh());
      return setOutcome({ kind: "refused", message: answer.message ?? words.unexpected, errors: answer.errors });
    }
    setOutcome({ kind: "done" });
    const { seeOther, message } = answer;
    if (message) announce(message);
    startRefresh(() => {
      if (seeOther) router.push(seeOther);
      router.refresh();
    });
  }

  function onSubmit(event: React.SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    if (isBusy) return;
    submitter.current = event.nativeEvent.submitter;
    if (confirm) setAsking(true);
    else void send();
  }

  const errors = outcome.kind === "refused" ? outcome.errors : {};
  const button = (
    <button type="submit" className={buttonClass({ variant, ...(size && { size }) })} aria-busy={isBusy || undefined}>
      {submit}
    </button>
  );
  return (
    <FormContext value={{ idPrefix, errors, values: refused?.values ?? {}, optionalWord: words.optional }}>
      <form
        ref={form}
        id={props.id}
        action={action}
        method="post"
        encType={props.isUpload ? "multipart/form-data" : undefined}
        onSubmit={onSubmit}
        className={props.isInline ? "flex flex-wrap items-end gap-2" : "grid gap-4"}
      >
        <input type="hidden" name="_returnTo" value={returnTo ?? (search ? `${path}?${search}` : path)} />
        <input type="hidden" name="_idempotency" value={key} />
        {Object.entries(hidden).flatMap(([name, value]) =>
          // A form that came back for another reason still rests on what its sender had read.
          [/revision$/i.test(name) ? (refused?.values[name] ?? value) : value]
            .flat()
            .map((one) =>
              one === null || one === undefined ? null : <input key={`${name}=${one}`} type="hidden" name={name} value={String(one)} />,
            ),
        )}
        {outcome.kind === "refused" && (
          <ErrorSummary title={words.problems} message={outcome.message} errors={errors} idPrefix={idPrefix} occurrence={outcome} />
        )}
        <div key={generation} className="contents">
          {props.children}
        </div>
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
          {button}
          {props.secondary}
          <span role="status" className="text-ink-2 empty:sr-only">
            {isBusy ? <span className="late">{words.sending}</span> : outcome.kind === "done" ? props.success : null}
          </span>
        </div>
        {isSending && props.progressUrl && <PolledProgress url={props.progressUrl} steps={props.progressSteps ?? {}} />}
      </form>
      {confirm && isAsking && (
        <Suspense>
          <ConfirmDialog
            {...confirm}
            cancel={words.cancel}
            variant={variant}
            onClose={() => setAsking(false)}
            onConfirm={() => {
              setAsking(false);
              void send();
            }}
          />
        </Suspense>
      )}
    </FormContext>
  );
}
