import type { Finding } from '../model/finding.js';
import { isJsonObject } from '../model/json.js';
import { describeIdentity, type Manifest } from '../model/manifest.js';

/** Secrets with data: in Git, anybody who reads the repository could read them. */
export function plainSecrets(manifests: readonly Manifest[], cluster: string): Finding[] {
  return manifests
    .filter(({ identity, object }) => {
      const isSecret = identity.group === '' && identity.kind === 'Secret';
      return (
        isSecret &&
        [object.data, object.stringData].some((data) => isJsonObject(data) && Object.keys(data).length > 0)
      );
    })
    .map(({ identity, construct, source, line }) => ({
      rule: 'plain-secret',
      severity: 'error',
      cluster,
      file: source,
      ...(line !== undefined && { line }),
      object: describeIdentity(identity),
      message: `${construct} would put its data into Git for all to read`,
      mend: 'Seal it into overlays/<cluster>/secrets/ and name it with SealedSecretRef.',
    }));
}
