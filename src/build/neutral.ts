/**
 * Runs what makes constructs where neither the locale nor the environment has a say. cdk8s lowers generated
 * names by the rules of the locale, in which a Turkish `I` becomes no `i`, and hashes them in another way when
 * `CDK8S_LEGACY_HASH` is set.
 */
export function neutrally<T>(make: () => T): T {
  const { toLocaleLowerCase } = String.prototype;
  const { CDK8S_LEGACY_HASH: legacyHash } = process.env;
  setLowering(String.prototype.toLowerCase);
  delete process.env.CDK8S_LEGACY_HASH;
  try {
    return make();
  } finally {
    setLowering(toLocaleLowerCase);
    if (legacyHash !== undefined) process.env.CDK8S_LEGACY_HASH = legacyHash;
  }
}

function setLowering(value: typeof String.prototype.toLocaleLowerCase): void {
  Object.defineProperty(String.prototype, 'toLocaleLowerCase', { value, configurable: true, writable: true });
}
