import { isDeviceName } from './device-name.js';

/**
 * Whether a name is an RFC 1123 label, as Kubernetes asks of names that become part of a host or a label.
 * Names that Windows keeps for devices are none here, since clusters and entries name files as well.
 *
 * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/names/#dns-label-names
 */
export function isDnsLabel(name: string): boolean {
  return /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(name) && !isDeviceName(name);
}
