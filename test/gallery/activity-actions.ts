import type { DeveloperActions } from '../../popup/developers/actions.ts';
import type { ActivityLog } from '../../src/domain/activity.ts';

export type ActivityActions = Pick<
  DeveloperActions,
  'watchActivity' | 'clearActivity' | 'pauseActivity' | 'download' | 'version'
>;

/** What can be done with a made-up list of requests; it is kept nowhere. */
export function activityActions(log: ActivityLog = { entries: [], isPaused: false }): ActivityActions {
  let current = log;
  let tell: (next: ActivityLog) => void = () => undefined;
  const change = (parts: Partial<ActivityLog>) => {
    current = { ...current, ...parts };
    tell(current);
    return Promise.resolve();
  };
  return {
    watchActivity: (onLog) => {
      tell = onLog;
      onLog(current);
      return () => (tell = () => undefined);
    },
    clearActivity: () => change({ entries: [] }),
    pauseActivity: (isPaused) => change({ isPaused }),
    download: () => undefined,
    version: () => '0.1.0',
  };
}
