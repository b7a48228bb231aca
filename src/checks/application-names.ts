import type { Finding } from '../model/finding.js';
import { identityKey, type Manifest } from '../model/manifest.js';

/** An Application on an Argo CD that serves several clusters. */
export interface HubApplication {
  /** Name of that Argo CD. */
  readonly hub: string;
  /** The cluster whose output holds it. */
  readonly cluster: string;
  readonly manifest: Manifest;
}

/** Applications of several clusters that one Argo CD could not tell apart: `a` and `b-c`, `a-b` and `c`. */
export function applicationNameClashes(applications: readonly HubApplication[]): Finding[] {
  const known = new Map<string, HubApplication>();
  const findings: Finding[] = [];
  for (const application of applications) {
    const { hub, cluster, manifest } = application;
    const key = `${hub} ${identityKey(manifest.identity)}`;
    const before = known.get(key);
    if (before && before.cluster !== cluster) {
      findings.push({
        rule: 'application-name-clash',
        severity: 'error',
        cluster,
        file: manifest.source,
        object: `Application ${manifest.identity.name}`,
        message: `${before.cluster} has an Application of this name as well, on the same Argo CD (${hub}): ${before.manifest.construct} (${before.manifest.source})`,
        mend: 'Rename one of the two entries or clusters.',
      });
    } else known.set(key, application);
  }
  return findings;
}
