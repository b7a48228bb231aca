import { helmApplication, helmChart, SyncWave } from '../../index.js';

/** The values of the sealed-secrets chart that the estate sets. */
interface SealedSecretsValues {
  readonly fullnameOverride: string;
  /** How often a new sealing key is made, as a Go duration; `0` never. */
  readonly keyrenewperiod: string;
}

export const sealedSecretsChart = helmChart<SealedSecretsValues>({
  repository: 'https://bitnami.github.io/sealed-secrets',
  name: 'sealed-secrets',
  version: '2.19.3',
});

/** Turns SealedSecrets into Secrets. */
export const sealedSecrets = helmApplication({
  name: 'sealed-secrets',
  chart: sealedSecretsChart,
  wave: SyncWave.POLICIES,
  values: {
    // The name under which kubeseal looks for the controller.
    fullnameOverride: 'sealed-secrets-controller',
    keyrenewperiod: '720h',
  },
});
