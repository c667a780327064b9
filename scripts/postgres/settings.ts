import { statfsSync } from "node:fs";
import { availableParallelism, totalmem } from "node:os";

const MB = 1024 * 1024;

function sharedMemoryIsSmall(): boolean {
  if (process.platform !== "linux") return false;
  try {
    const { blocks, bsize } = statfsSync("/dev/shm");
    return blocks * bsize < 512 * MB;
  } catch {
    return true;
  }
}

/** Settings for a machine of two cores that takes in a million rows at a time. Given on the command line, so that the data folder stays untouched. */
export function settings({ port, name, durable }: { port: number; name: string; durable: boolean }): string[] {
  const parallel = availableParallelism() > 2 ? 2 : 1;
  const values: Record<string, string | number> = {
    port,
    cluster_name: name,
    listen_addresses: "127.0.0.1",
    unix_socket_directories: "",
    timezone: "UTC",
    log_timezone: "UTC",
    shared_buffers: `${Math.max(128, Math.min(512, Math.floor(totalmem() / MB / 8)))}MB`,
    effective_cache_size: `${Math.max(256, Math.floor(totalmem() / MB / 3))}MB`,
    work_mem: "32MB",
    maintenance_work_mem: "256MB",
    max_wal_size: "4GB",
    checkpoint_timeout: "15min",
    wal_level: "replica",
    random_page_cost: "1.1",
    jit: "off",
    max_connections: 100,
    max_parallel_workers_per_gather: parallel,
    max_parallel_maintenance_workers: parallel,
    client_connection_check_interval: "10s",
    log_line_prefix: "%m [%p] ",
    // Containers often give 64 MB of shared memory, too little for a parallel join.
    ...(sharedMemoryIsSmall() && { dynamic_shared_memory_type: "mmap" }),
    ...(durable ? { synchronous_commit: "on" } : { fsync: "off", synchronous_commit: "off", full_page_writes: "off" }),
  };
  return Object.entries(values).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
}
