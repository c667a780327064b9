import { availableParallelism, cpus, loadavg, totalmem } from "node:os";
import { Mistake } from "../scripts/arguments.ts";
import { endCommand, runCommand } from "../scripts/shutdown.ts";

/** What each prints: the figures of the table in docs/performance.md. */
const BENCHES: Record<string, { figures: string; load(): Promise<{ run(): Promise<void> }> }> = {
  ingest: { figures: "P1 P2 P3", load: () => import("./ingest.ts") },
  pages: { figures: "P5 P9", load: () => import("./pages.ts") },
  registry: { figures: "P5 of the registry", load: () => import("./registry.ts") },
  rollup: { figures: "P7 P8", load: () => import("./rollup.ts") },
  triage: { figures: "P1 P5 P6 P9", load: () => import("./triage.ts") },
  blast: { figures: "blast radius", load: () => import("./blast.ts") },
  exceptions: { figures: "exceptions", load: () => import("./exceptions.ts") },
  drift: { figures: "scope drift", load: () => import("./drift.ts") },
  recall: { figures: "recall and change of a ban", load: () => import("./recall.ts") },
  population: { figures: "P16 P17 P18", load: () => import("./population.ts") },
  publish: { figures: "P14", load: () => import("./publish.ts") },
  demo: { figures: "P15", load: () => import("./demo.ts") },
};

await runCommand(
  async () => {
    const asked = process.argv.slice(2);
    const unknown = asked.find((name) => !(name in BENCHES));
    if (unknown) throw new Mistake(`There is no benchmark "${unknown}". There are ${Object.keys(BENCHES).join(", ")}.`);
    const [processor] = cpus();
    console.log(
      `${processor?.model ?? "Processor"}, ${availableParallelism()} cores, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.versions.node}, load ${loadavg()[0]?.toFixed(1)}`,
    );
    for (const [name, { figures, load }] of Object.entries(BENCHES)) {
      if (asked.length > 0 && !asked.includes(name)) continue;
      console.log(`\n${name} (${figures})`);
      const { run } = await load();
      await run();
    }
    await endCommand(0);
  },
  { codeWhenStopped: 130 },
);
