import { readdirSync, readFileSync } from "node:fs";

type Process = { pid: number; parent: number; name: string };

function read(pid: number): Process | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    const [name, rest] = [stat.slice(stat.indexOf("(") + 1, stat.lastIndexOf(")")), stat.slice(stat.lastIndexOf(")") + 2).split(" ")];
    return { pid, parent: Number(rest[1]), name };
  } catch {
    // Ended meanwhile.
    return null;
  }
}

export function childrenOf(parent: number): Process[] {
  const pids = readdirSync("/proc").flatMap((entry) => (/^\d+$/.test(entry) ? Number(entry) : []));
  return pids.flatMap((pid) => read(pid) ?? []).filter((one) => one.parent === parent);
}

/** Milliseconds of processor time that a process has used, all its threads together: to the nanosecond where `stat` has hundredths of a second. */
export function processorTime(pid: number): number {
  let nanoseconds = 0;
  for (const thread of readdirSync(`/proc/${pid}/task`)) {
    try {
      nanoseconds += Number(readFileSync(`/proc/${pid}/task/${thread}/schedstat`, "utf8").split(" ")[0]);
    } catch {
      // The thread ended meanwhile.
    }
  }
  return nanoseconds / 1e6;
}
