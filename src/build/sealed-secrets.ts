import type { IConstruct } from 'constructs';
import type { ClusterChart, SecretRequest } from '../constructs/cluster-chart.js';
import { KubernetesObject } from '../constructs/kubernetes-object.js';
import { setOrigin } from '../model/annotations.js';
import type { Finding } from '../model/finding.js';
import { findingAt, sourcePath } from '../model/source-path.js';
import type { OverlayData, SealedSecretDocument } from './overlay.js';

/**
 * Puts each SealedSecret that is read among the manifests of its reader, and says which are missing, lack
 * a key, or are read by nobody. Where several entries read one, the first by name delivers it.
 *
 * @param complete whether all entries of the cluster were built, so that it is known what is read
 */
export function deliverSealedSecrets(
  chart: ClusterChart,
  { sealedSecrets, folder }: OverlayData,
  { root, complete }: { readonly root: string; readonly complete: boolean },
): Finding[] {
  const cluster = chart.cluster.name;
  const findings: Finding[] = [];
  const owners = new Map<SealedSecretDocument, IConstruct>();
  for (const request of chart.secretRequests) {
    const secret = sealedSecrets.find(
      ({ name, namespace }) => name === request.name && namespace === request.namespace,
    );
    if (!secret) {
      findings.push(missing(cluster, request, sealedSecrets, sourcePath(root, `${folder}/secrets`)));
      continue;
    }
    findings.push(...missingKeys(cluster, request, secret, root));
    const entry = entryOf(request.reader, chart);
    const owner = owners.get(secret);
    if (!owner || entry.node.id < owner.node.id) owners.set(secret, entry);
  }
  for (const [secret, entry] of owners) deliver(secret, entry);
  for (const secret of sealedSecrets) {
    const twin = sealedSecrets.find(
      (other) => other.name === secret.name && other.namespace === secret.namespace,
    );
    if (twin && twin !== secret) findings.push(sealedTwice(cluster, twin, secret, root));
    else if (complete && !owners.has(secret)) findings.push(unread(cluster, secret, root));
  }
  return findings;
}

function entryOf(reader: IConstruct, chart: ClusterChart): IConstruct {
  return reader.node.scopes.find((scope) => scope.node.scope === chart) ?? reader;
}

function deliver({ object, name, namespace, location }: SealedSecretDocument, entry: IConstruct): void {
  const { apiVersion, kind, ...rest } = object;
  const id = `sealed-secret-${namespace}-${name}`;
  const made = new KubernetesObject(entry, id, {
    apiVersion: String(apiVersion),
    kind: String(kind),
    ...rest,
  });
  setOrigin(made, { location: () => location });
}

function missing(
  cluster: string,
  { name, namespace, reader }: SecretRequest,
  sealedSecrets: readonly SealedSecretDocument[],
  folder: string,
): Finding {
  const elsewhere = sealedSecrets
    .filter((secret) => secret.name === name)
    .map((secret) => secret.namespace || 'no namespace');
  const where = elsewhere.length > 0 ? `; one of this name is there for ${elsewhere.join(', ')}` : '';
  return {
    rule: 'missing-sealed-secret',
    severity: 'error',
    cluster,
    file: folder,
    object: `SealedSecret ${namespace}/${name}`,
    message: `${reader.node.path} reads the secret "${name}" in namespace "${namespace}", and no SealedSecret there makes it${where}`,
    mend: `Seal it for that namespace (kubeseal --name ${name} --namespace ${namespace}) and put the file into ${folder}/.`,
  };
}

function missingKeys(
  cluster: string,
  { name, keys, reader }: SecretRequest,
  secret: SealedSecretDocument,
  root: string,
): Finding[] {
  return keys
    .filter((key) => !secret.keys.includes(key))
    .map((key) => ({
      rule: 'missing-secret-key',
      severity: 'error',
      cluster,
      ...findingAt(root, secret.location),
      object: `SealedSecret ${secret.namespace}/${name}`,
      field: `spec.encryptedData.${key}`,
      message: `${reader.node.path} reads the key "${key}" of "${name}", which is not sealed in it`,
      mend: `Add the key with kubeseal --merge-into; sealed in it are: ${secret.keys.join(', ') || 'none'}.`,
    }));
}

function unread(cluster: string, secret: SealedSecretDocument, root: string): Finding {
  return {
    rule: 'unread-sealed-secret',
    severity: 'warning',
    cluster,
    ...findingAt(root, secret.location),
    object: `SealedSecret ${secret.namespace}/${secret.name}`,
    message: 'no entry of this cluster reads it in this namespace, so it is not delivered',
    mend: 'Name it in the secrets of its entry, or delete the file.',
  };
}

function sealedTwice(
  cluster: string,
  first: SealedSecretDocument,
  second: SealedSecretDocument,
  root: string,
): Finding {
  return {
    rule: 'sealed-secret-twice',
    severity: 'error',
    cluster,
    ...findingAt(root, second.location),
    object: `SealedSecret ${second.namespace}/${second.name}`,
    message: `${sourcePath(root, first.location.file)} holds it as well`,
    mend: 'Keep one of the two.',
  };
}
