/** Runs what an entry's author wrote; what it throws then names the entry and the cluster. */
export function inEntry<T>(entry: string, cluster: string, step: () => T): T {
  try {
    return step();
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`the entry "${entry}" could not be built on ${cluster}: ${reason}`, { cause });
  }
}
