/**
 * An Argo CD sync wave: within one sync of one Application, a wave is applied when the resources of all
 * lower waves are healthy. Between Applications it orders a first bring-up and no more.
 *
 * @see https://argo-cd.readthedocs.io/en/stable/user-guide/sync-waves/
 */
export class SyncWave {
  /** Namespaces and projects, which everything else names: −1. */
  static readonly NAMESPACES = new SyncWave(-1);
  /** Policies and controllers that provide CRDs, in place before what they act on: 0, Argo CD's default. */
  static readonly POLICIES = new SyncWave(0);
  /** Cluster-wide resources and infrastructure: 1. */
  static readonly INFRASTRUCTURE = new SyncWave(1);
  /** Business applications: 2. */
  static readonly APPLICATIONS = new SyncWave(2);

  private constructor(readonly number: number) {}

  /**
   * Any other wave.
   *
   * @param number a whole number; Argo CD applies lower ones first
   * @throws RangeError when it is not a whole number
   */
  static of(number: number): SyncWave {
    if (!Number.isSafeInteger(number)) throw new RangeError(`a sync wave is a whole number, not ${number}`);
    return new SyncWave(number);
  }

  /** The annotation that puts a resource into this wave. */
  get annotations(): Record<string, string> {
    return { 'argocd.argoproj.io/sync-wave': String(this.number) };
  }
}
