// Loaded into the server. It tells the command that started it when it listens, so that nobody else's answer on the port is taken for
// its own; and when that command is gone, however it went, the server goes too.
import { subscribe } from "node:diagnostics_channel";

subscribe("tracing:net.server.listen:asyncEnd", () => process.send?.("listening"));

process.once("disconnect", () => {
  process.kill(process.pid, "SIGTERM");
  setTimeout(() => process.exit(0), 3_000).unref();
});
