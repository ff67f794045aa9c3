import { BrowserEvent } from './browser-event.ts';

interface Alarm {
  readonly name: string;
  readonly periodInMinutes?: number;
}

/** The alarms of a browser, which go off when the test says so. */
export class Alarms {
  readonly onAlarm = new BrowserEvent<[Alarm]>();
  /** Those that were set, each time that one was. */
  readonly created: Alarm[] = [];

  get(name: string): Promise<Alarm | undefined> {
    return Promise.resolve(this.created.find((alarm) => alarm.name === name));
  }

  create(name: string, details: Omit<Alarm, 'name'>): Promise<void> {
    this.created.push({ name, ...details });
    return Promise.resolve();
  }

  clear(): void {
    this.created.length = 0;
    this.onAlarm.clear();
  }
}
