import { helmApplication, helmChart, SyncWave } from '../../index.js';

/** The values of the cert-manager chart that the estate sets; the chart refuses keys that it does not know. */
interface CertManagerValues {
  readonly crds: { readonly enabled: boolean; readonly keep: boolean };
  readonly replicaCount: number;
  readonly webhook: { readonly replicaCount: number };
  readonly cainjector: { readonly replicaCount: number };
}

export const certManagerChart = helmChart<CertManagerValues>({
  repository: 'oci://quay.io/jetstack/charts',
  name: 'cert-manager',
  version: '1.21.1',
});

/** Issues and renews certificates. */
export const certManager = helmApplication({
  name: 'cert-manager',
  chart: certManagerChart,
  // Its CRDs must be there before the issuers of cluster-resources.
  wave: SyncWave.POLICIES,
  // `keep` has Helm's CRDs outlive the chart, and with them every certificate.
  values: { crds: { enabled: true, keep: true } },
});
