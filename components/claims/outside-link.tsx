/** An address out there, shown as it is written: people see where it leads before they follow it. Nothing says where they come from. */
export function OutsideLink({ url, words }: { url: string; words?: string }) {
  return (
    <a className="link break-all" href={url} rel="noreferrer nofollow external" target="_blank">
      {words ?? url}
    </a>
  );
}
