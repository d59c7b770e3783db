import * as v from 'valibot';
import { DeviceId } from '../contract/views.ts';
import { newDeviceId } from './new-device-id.ts';

/** Where a device's id is kept: localStorage, chrome.storage, or a test's map. */
export interface DeviceStorage {
  get(): Promise<unknown> | unknown;
  set(id: string): Promise<void> | void;
}

/**
 * This browser profile's own id, made once and kept. Where nothing can be kept (a private window,
 * storage forbidden), it is a new one each time, and the session works all the same.
 */
export async function deviceId(storage: DeviceStorage): Promise<string> {
  try {
    const kept = v.safeParse(DeviceId, await storage.get());
    if (kept.success) return kept.output;
    const made = newDeviceId();
    await storage.set(made);
    return made;
  } catch {
    return newDeviceId();
  }
}
