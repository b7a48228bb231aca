import { describeIdentity } from '../model/manifest.js';
import { applicationChanges, type SynthOutcome } from './synth-outcome.js';

/** The outcome of a synthesis for programs. */
export function synthJson({ clusters, findings, changes, removals, result }: SynthOutcome): string {
  const inCluster = (cluster: string) => (path: string) => path.startsWith(`${cluster}/`);
  const report = {
    written: result !== undefined,
    findings,
    clusters: clusters.map((name) => {
      const applications = applicationChanges(changes, name);
      return {
        name,
        written: (result?.written ?? []).filter(inCluster(name)),
        removed: (result?.removed ?? []).filter(inCluster(name)),
        applicationsAdded: applications.added,
        applicationsRemoved: applications.removed,
      };
    }),
    removals: removals.removals.map(({ cluster, identity, path, consequence, carries, reason }) => ({
      cluster,
      object: describeIdentity(identity),
      path,
      consequence,
      carries: carries.map((each) => describeIdentity(each.identity)),
      reason: reason ?? null,
    })),
    kept: (result?.kept ?? []).map(({ path, kind }) => ({ path, reason: kind })),
    unchanged: result?.unchanged ?? 0,
  };
  return `${JSON.stringify(report, undefined, 2)}\n`;
}
