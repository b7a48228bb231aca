import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import { ClusterChart } from './cluster-chart.js';
import type { SecretRef } from './secret-ref.js';

export interface SealedSecretRefOptions {
  /** The keys that the reader needs; each must be sealed in it. */
  readonly keys: readonly string[];
}

/**
 * A Secret that the Sealed Secrets controller makes from a SealedSecret in `overlays/<cluster>/secrets/`.
 * The SealedSecret must exist there for the namespace of its reader, with the keys that are read; it is
 * delivered with the reader's Application.
 *
 * @see https://github.com/bitnami-labs/sealed-secrets
 */
export class SealedSecretRef implements SecretRef {
  private constructor(
    readonly name: string,
    readonly keys: readonly string[],
  ) {}

  /** @param name name of the SealedSecret, and so of its Secret */
  static named(name: string, options: SealedSecretRefOptions): SealedSecretRef {
    return new SealedSecretRef(name, options.keys);
  }

  bind(reader: Construct, ...keys: string[]): void {
    ClusterChart.tryOf(reader)?.secretRequests.push({
      name: this.name,
      namespace: Chart.of(reader).namespace,
      keys: [...new Set([...this.keys, ...keys])],
      reader,
    });
  }
}
