export { type ClusterDefinition, type ClusterProps, defineCluster } from './build/define-cluster.js';
export type { EntryDelivery } from './build/delivery.js';
export type { Entry, Needs, Placement } from './build/entry.js';
export {
  type ForteAppDefinition,
  type ForteAppEntrySettings,
  type ForteAppLayer,
  forteApp,
} from './build/forte-app-entry.js';
export {
  type HelmDefinition,
  type HelmLayer,
  type HelmSettings,
  helmApplication,
  helmChart,
  type TypedHelmChart,
  type Unchecked,
  unchecked,
} from './build/helm-entry.js';
export { type ManifestsDefinition, manifests } from './build/manifests-entry.js';
export {
  type CloudDefinition,
  type DefaultsByKind,
  defineCloud,
  defineControlPlane,
  defineStage,
  type StageDefinition,
} from './build/profiles.js';
export {
  ArgoApplication,
  type ArgoApplicationOptions,
  type ArgoApplicationProps,
  type ArgoDestination,
  type IgnoredDifference,
  type SyncPolicy,
} from './constructs/argo-application.js';
export { ArgoProject, type ArgoProjectProps, type ProjectResource } from './constructs/argo-project.js';
export type {
  ArgoSource,
  ChartSource,
  DirectorySource,
  HelmOptions,
  HelmPathSource,
  KustomizeSource,
  PluginSource,
  RefSource,
} from './constructs/argo-source.js';
export { ForteApp } from './constructs/forte-app/forte-app.js';
export type {
  ForteAppAutoscaling,
  ForteAppDatabase,
  ForteAppProps,
  ForteAppResources,
  ForteAppSettings,
} from './constructs/forte-app/settings.js';
export { HelmApplication, type HelmApplicationProps, type HelmChart } from './constructs/helm-application.js';
export { HelmValues } from './constructs/helm-values.js';
export { KubernetesObject, type KubernetesObjectProps } from './constructs/kubernetes-object.js';
export { Namespaces, type NamespacesProps } from './constructs/namespaces.js';
export { SealedSecretRef, type SealedSecretRefOptions } from './constructs/sealed-secret-ref.js';
export type { SecretRef } from './constructs/secret-ref.js';
export { SyncWave } from './constructs/sync-wave.js';
export { report } from './model/annotations.js';
export type {
  Cloud,
  Cluster,
  ClusterFacts,
  ControlPlane,
  ControlPlaneTier,
  GitSource,
  LoadBalancer,
  SlackNotifications,
  Stage,
} from './model/cluster.js';
export type { Finding, Severity } from './model/finding.js';
export type { JsonObject, JsonValue } from './model/json.js';
export type { Layer, LayerLevel } from './model/layers.js';
export type { Tier } from './model/paths.js';
export type { GatedKind, Retirement } from './model/retirement.js';
