import type { SlackNotifications } from '../model/cluster.js';

/**
 * The annotations that subscribe a channel to triggers.
 *
 * @see https://argo-cd.readthedocs.io/en/stable/operator-manual/notifications/subscriptions/
 */
export function slackAnnotations(notifications: SlackNotifications | undefined): Record<string, string> {
  return Object.fromEntries(
    (notifications?.triggers ?? []).map((trigger) => [
      `notifications.argoproj.io/subscribe.${trigger}.slack`,
      notifications?.channel ?? '',
    ]),
  );
}
