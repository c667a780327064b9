import { When } from "@/components/ui/when";

/** A calendar day of the world, the same for every reader. */
export function Day({ day }: { day: string }) {
  return <When at={new Date(day)} kind="date" zone="UTC" />;
}
