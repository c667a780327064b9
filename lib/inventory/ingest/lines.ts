export type Line = { number: number; bytes: Buffer /** False for a last line without its end. */; isEnded: boolean; isTooLong: boolean };

const NEWLINE = 0x0a;

/** Lines of a stream. A line above the limit is given cut, once. Bytes are good until the next line. */
export async function* linesOf(chunks: AsyncIterable<Buffer>, longest: number): AsyncGenerator<Line> {
  let held: Buffer[] = [];
  let heldBytes = 0;
  let number = 1;
  for await (const chunk of chunks) {
    let from = 0;
    for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, from)) {
      const rest = chunk.subarray(from, end);
      const size = heldBytes + rest.length;
      const bytes = held.length === 0 ? rest : Buffer.concat([...held, rest]);
      yield { number, bytes, isEnded: true, isTooLong: size > longest };
      held = [];
      heldBytes = 0;
      number += 1;
      from = end + 1;
    }
    const rest = chunk.subarray(from);
    heldBytes += rest.length;
    // Beyond the limit only the length matters.
    if (rest.length > 0 && heldBytes - rest.length <= longest) held.push(rest);
  }
  if (heldBytes > 0) yield { number, bytes: Buffer.concat(held), isEnded: false, isTooLong: heldBytes > longest };
}
